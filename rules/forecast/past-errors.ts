import { dayNumber, dayText } from '../city-days.ts';
import { pausedDays } from '../plan/pauses.ts';
import { reportableTo } from '../plan/reports.ts';
import type { CityHistory, ProjectHistory } from './history.ts';
import { outlookAt } from './outlook.ts';
import type { Origin } from './pace.ts';

/** Half months back at which the forecast is made again with what was known then. */
const mostOrigins = 16;
const originStepDays = 15;
/** Days of activity before an origin without which it would be a guess. */
const leastActivityDays = 45;
/** A window that is known for fewer days says little of a longer one. */
const leastWindowDays = 10;

/** One forecast of the past beside what came of it: actual over expected, of the days without a report. */
export interface PastCase {
  /** The days that were forecast, both inclusive. */
  from: number;
  to: number;
  ratio: number;
  /** The same for "every day as in the last reported period" and for the straight line of the annual plans; null: none. */
  lastPeriodRatio: number | null;
  straightLineRatio: number | null;
}

/**
 * The forecast as it would have been, for the same number of days ahead, or as many of them as have been reported
 * since; of a project that reports by the month, up to the last month that is over.
 */
export function pastCases(
  history: CityHistory,
  daysAhead: number,
  originAt: (day: number) => Origin,
): PastCase[] {
  const { lagDays } = originAt(history.lastDay);
  const reportedBy = history.lastDay - lagDays;
  const dueTo = new Map(history.projects.map((project) => [project, lastDue(project, reportedBy)]));
  const lastOf = (project: ProjectHistory) => dueTo.get(project)!;
  const reportedTo = lastReported(history, reportedBy);
  const cases: PastCase[] = [];
  for (let back = 1; back <= mostOrigins; back++) {
    const day = history.lastDay - back * originStepDays;
    if (day < history.firstDay + leastActivityDays) break;
    const from = lastReported(history, day - lagDays) + 1;
    const to = Math.min(day + daysAhead, reportedTo);
    if (!Number.isFinite(from) || to - day < Math.min(leastWindowDays, daysAhead) || to < from) continue;
    const { expectedWan } = outlookAt(history, originAt(day))(from, to, lastOf);
    const actualWan = reportedWan(history, from, to, lastOf);
    if (expectedWan <= 0 || actualWan <= 0) continue;
    const { lastPeriod, straightLine } = naive(history, day, from - 1);
    const ratioTo = (wanPerDay: number | null) =>
      wanPerDay ? actualWan / (wanPerDay * (to - from + 1)) : null;
    cases.push({
      from,
      to,
      ratio: actualWan / expectedWan,
      lastPeriodRatio: ratioTo(lastPeriod),
      straightLineRatio: ratioTo(straightLine),
    });
  }
  return cases;
}

/** The last day for which some project has reported, of all periods that ended by a day; −∞: none. */
function lastReported({ projects }: CityHistory, day: number): number {
  let last = Number.NEGATIVE_INFINITY;
  for (const { stretches } of projects) {
    for (const { to } of stretches) if (to <= day) last = Math.max(last, to);
  }
  return last;
}

/** The last day of which a project that reports as this one does has reported by a day. */
function lastDue({ stretches }: ProjectHistory, day: number): number {
  return dayNumber(reportableTo(stretches.at(-1)?.kind ?? 'half-month', dayText(day)));
}

function reportedWan(
  { projects }: CityHistory,
  from: number,
  to: number,
  lastOf: (project: ProjectHistory) => number,
): number {
  let sum = 0;
  for (const project of projects) {
    const last = Math.min(to, lastOf(project));
    for (const stretch of project.stretches) {
      const days = Math.min(last, stretch.to) - Math.max(from, stretch.from) + 1;
      if (days > 0) sum += (stretch.amountWan * days) / (stretch.to - stretch.from + 1);
    }
  }
  return sum;
}

/**
 * What the annual plans, evenly over the year, give the days of a window that no project has reported yet, 万元; nothing
 * on days of a suspension that has begun. null: without a plan, or a report.
 */
export function plannedRest(history: CityHistory, from: number, to: number): number | null {
  const { projects, lastDay } = history;
  const known = lastReported(history, lastDay);
  if (!Number.isFinite(known)) return null;
  const first = Math.max(from, known + 1);
  const year = Number(dayText(lastDay).slice(0, 4));
  let [plannedWan, restWan] = [0, 0];
  for (const { planOf, pauses } of projects) {
    const planWan = planOf(year)?.planWan ?? 0;
    const begun = pauses.filter((pause) => pause.from <= lastDay);
    plannedWan += planWan;
    restWan += (planWan / 365) * Math.max(0, to - first + 1 - pausedDays(begun, first, to));
  }
  return plannedWan > 0 ? restWan : null;
}

/** Forecasts that anybody can make on a day, 万元 a day: as in the last reported period, and as planned for the year. */
function naive(
  history: CityHistory,
  day: number,
  known: number,
): { lastPeriod: number | null; straightLine: number | null } {
  const newest = history.projects.flatMap(({ stretches }) => stretches.filter(({ to }) => to === known));
  const length = Math.max(0, ...newest.map(({ from }) => known - from + 1));
  const year = Number(dayText(day).slice(0, 4));
  const plannedWan = history.projects.reduce((sum, { planOf }) => sum + (planOf(year)?.planWan ?? 0), 0);
  return {
    lastPeriod: length > 0 ? reportedWan(history, known - length + 1, known, () => known) / length : null,
    straightLine: plannedWan > 0 ? plannedWan / 365 : null,
  };
}
