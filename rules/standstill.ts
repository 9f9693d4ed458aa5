import type { ActivityState } from '../model/activity.ts';
import type { CalendarDay } from '../model/calendar.ts';
import { dayText } from './city-days.ts';
import type { DayRecord } from './findings/rule.ts';

/** Why a stopped day counts against nobody when the city stood with it, and no order says why: downpours, mostly. */
export const standstill = '全市性停工';

/** States of one project's finished days, by `dayNumber`. */
export type DayStates = ReadonlyMap<number, ActivityState>;

/** A site that worked on at least half of so many ordinary days before is at work, and tells something of the city. */
const daysBefore = 10;
const leastKnownBefore = 5;
/** So many such sites must be known, and this share of them stand … */
export const leastSites = 12;
const leastShare = 0.2;
/** … which is more than chance makes of the share that stands on any ordinary day, by so many standard deviations. */
const usualShare = 0.06;
const deviations = 4;
/** Nothing befalls a whole city for longer than this many of twenty days; what goes on is each site's own. */
const within = 20;
const mostOfThem = 10;

/**
 * The days, in order, on which much of the city stood together: many of the sites that were at work rested on a working
 * day. Depends on the states of days alone, never on excuses, so it does not depend on itself.
 */
export function standstillDays(
  projects: Iterable<DayStates>,
  calendar: (date: string) => CalendarDay,
): ReadonlySet<number> {
  const sites = [...projects].map((states) => ({ states, known: [] as boolean[] }));
  const found = new Set<number>();
  for (const day of daysOf(sites)) {
    if (!isOrdinary(calendar(dayText(day)))) continue;
    let atWork = 0;
    let standing = 0;
    const today: [boolean[], boolean][] = [];
    for (const { states, known } of sites) {
      const state = states.get(day) ?? 'unknown';
      if (state === 'unknown') continue;
      const worked = state === 'working';
      today.push([known, worked]);
      if (!isAtWork(known)) continue;
      atWork += 1;
      if (!worked) standing += 1;
    }
    const many = stand(atWork, standing) && lastDays(found, day) < mostOfThem;
    if (many) found.add(day);
    else for (const [known, worked] of today) remember(known, worked);
  }
  return found;
}

function daysOf(sites: readonly { states: DayStates }[]): number[] {
  const days = new Set<number>();
  for (const { states } of sites) for (const day of states.keys()) days.add(day);
  return [...days].sort((a, b) => a - b);
}

/** Holidays and the weeks around the Spring Festival have excuses of their own. */
function isOrdinary({ workday, springFestivalDay }: CalendarDay): boolean {
  return workday && springFestivalDay === null;
}

function isAtWork(known: readonly boolean[]): boolean {
  if (known.length < leastKnownBefore) return false;
  return 2 * known.filter((worked) => worked).length >= known.length;
}

function remember(known: boolean[], worked: boolean): void {
  known.push(worked);
  if (known.length > daysBefore) known.shift();
}

function stand(atWork: number, standing: number): boolean {
  const chance = usualShare * atWork + deviations * Math.sqrt(usualShare * (1 - usualShare) * atWork);
  return atWork >= leastSites && standing >= Math.max(leastShare * atWork, chance);
}

function lastDays(found: ReadonlySet<number>, day: number): number {
  let count = 0;
  for (let before = day - within + 1; before < day; before += 1) if (found.has(before)) count += 1;
  return count;
}

/** Whether what was taken for the city's standstills, on the days of a project, is what is known of them now. */
export function agrees(
  recent: readonly Pick<DayRecord, 'day' | 'state' | 'excused'>[],
  standstills: ReadonlySet<number>,
): boolean {
  return recent.every(({ day, state, excused }) => {
    const told = excused === standstill;
    const stood = state === 'idle' || state === 'off';
    return told === (standstills.has(day) && stood && (excused === null || told));
  });
}
