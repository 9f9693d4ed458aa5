import type { Investment, Milestone } from '../../model/progress.ts';
import { liveDay } from '../life/day.ts';
import { phasesOf } from '../life/phases.ts';
import { Random, seedOf } from '../random.ts';
import { type DayNumber, dayText } from '../surroundings/days.ts';
import type { Surroundings } from '../surroundings/surroundings.ts';
import { type PeriodOfDays, spending, wanPerDay } from './plan-curve.ts';
import { type Site, workedDays } from './site.ts';

/** Phases end where their share of the plan, and of the days really worked, is reached. */
export function milestonesOf(site: Site, asOf: DayNumber): Milestone[] {
  const starts: Milestone = {
    project: site.id,
    name: '开工',
    planned: dayText(site.plannedStart),
    actual: site.start <= asOf ? dayText(site.start) : null,
  };
  const plannedDays = site.plannedFinish - site.plannedStart;
  let share = 0;
  return [
    starts,
    ...phasesOf[site.category].map((phase) => {
      share += phase.share;
      const actual = dayWorked(site, Math.round(site.lifeDays * Math.min(1, share)));
      return {
        project: site.id,
        name: phase.milestone,
        planned: dayText(site.plannedStart + Math.round(plannedDays * share)),
        actual: actual <= asOf ? dayText(actual) : null,
      };
    }),
  ];
}

/** The first day with so many days of work behind it. */
function dayWorked(site: Site, days: number): DayNumber {
  let day = site.start + days;
  while (workedDays(site, day) < days) day += days - workedDays(site, day);
  return day;
}

/**
 * How a site reports: the share of its plan that full work brings, and the chance of late and of padded reports. Over
 * rests, rain and stops the city comes out about where it was published to be: 15.4 % of the year's plan when 16.2 %
 * of the year had passed, 26.05 % at 24.7 %.
 */
interface ReportHabit {
  yield: number;
  late: number;
  pads: boolean;
}

function reportHabit(site: Site): ReportHabit {
  const random = new Random(seedOf(site.seed, 'reports'));
  return {
    yield: random.between(1.05, 1.55),
    late: random.chance(0.12) ? 0.5 : 0.02,
    pads: random.chance(0.08),
  };
}

/** Crew-days in a period: what full work would be is one a day. */
function crewDays(site: Site, surroundings: Surroundings, from: DayNumber, to: DayNumber): number {
  let sum = 0;
  for (let day = Math.max(from, site.start); day <= Math.min(to, site.finish - 1); day++) {
    sum += liveDay(site, surroundings.on(day)).crew;
  }
  return sum;
}

/**
 * What a site has reported for half months, one row each: money follows the crew with noise; some sites report the
 * newest a period late; some go on reporting while nobody works.
 */
export function investmentsOf(
  site: Site,
  surroundings: Surroundings,
  halfMonths: readonly PeriodOfDays[],
): Investment[] {
  const habit = reportHabit(site);
  const newest = halfMonths.at(-1);
  if (newest === undefined) return [];
  const fullDayWan = wanPerDay(site, newest.period.slice(0, 4));
  return halfMonths.flatMap((halfMonth) => {
    const { period, from, to } = halfMonth;
    if (to < site.start || from > site.finish) return [];
    const random = new Random(seedOf(site.seed, 'report', period));
    if (halfMonth === newest && random.chance(habit.late)) return [];
    const days = to - from + 1;
    const worked = crewDays(site, surroundings, from, to) / (days * 0.9);
    const claimed = habit.pads ? Math.max(worked, random.between(0.7, 1)) : worked;
    const reached = workedDays(site, Math.round((from + to) / 2)) / site.lifeDays;
    const amount =
      fullDayWan * spending(reached) * days * claimed * habit.yield * Math.max(0.3, 1 + 0.18 * random.bell());
    return [{ project: site.id, period, amountWan: Math.round(amount * 100) / 100 }];
  });
}
