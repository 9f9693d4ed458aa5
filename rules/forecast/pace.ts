import { dayText } from '../city-days.ts';
import type { YearPlan } from '../plan/curve.ts';
import type { CalendarShape } from './calendar-shape.ts';
import type { CityHistory, ProjectHistory, Stretch } from './history.ts';

/** Older reports and days count less: to 1/e after so many days (tuned on simulated cities). */
const memoryDays = { reports: 45, activity: 60 };
/** Days of work after which a project's own reports outweigh what its plan and the city suggest (tuned). */
const priorWorkDays = 8;
/** A stretch of which less is measured says nothing of money per work. */
const leastMeasured = 0.5;

/** How one project spends, as of an origin. */
export interface Pace {
  history: ProjectHistory;
  /** The reports that had come by the origin. */
  stretches: readonly Stretch[];
  plan: YearPlan | null;
  /** 万元 for a day of normal work. */
  wanPerWork: number;
  /** 万元 for a day on which the city works as on a usual working day, whatever this site did. */
  wanPerDay: number;
  /** Work on such a day, 1 = normal; null: never measured. */
  work: number | null;
}

/** What is known by the end of a day, reports coming `lagDays` after their period. */
export interface Origin {
  day: number;
  lagDays: number;
  shape: CalendarShape;
}

/** Money per work is drawn towards what the city spends per work and per plan, the more the less is known. */
export function pacesAt(history: CityHistory, origin: Origin): Pace[] {
  const year = Number(dayText(origin.day).slice(0, 4));
  const sums = history.projects.map((project) => {
    const stretches = project.stretches.filter(({ to }) => to + origin.lagDays <= origin.day);
    const plan = project.planOf(year);
    const planWanPerDay = plan === null ? 0 : plan.planWan / 365;
    return { project, stretches, plan, planWanPerDay, ...spentOn(history, project, stretches, origin) };
  });
  const planned = sums.filter(({ planWanPerDay }) => planWanPerDay > 0);
  const expectedWan = planned.reduce((sum, { planWanPerDay, workDays }) => sum + planWanPerDay * workDays, 0);
  const ofPlan = expectedWan > 0 ? planned.reduce((sum, { workWan }) => sum + workWan, 0) / expectedWan : 1;
  return sums.map(({ project, stretches, plan, planWanPerDay, workWan, workDays, wan, days }) => {
    const prior = planWanPerDay > 0 ? priorWorkDays : 0;
    const known = workDays + prior;
    return {
      history: project,
      stretches,
      plan,
      wanPerWork: known > 0 ? (workWan + prior * ofPlan * planWanPerDay) / known : 0,
      wanPerDay: days > 0 ? wan / days : 0,
      work: usualWork(history, project, origin),
    };
  });
}

interface Spent {
  /** Of the stretches that electricity was measured in: their money, and days of normal work. */
  workWan: number;
  workDays: number;
  /** Of all stretches: their money, and their days in usual working days. */
  wan: number;
  days: number;
}

function spentOn(
  { firstDay }: CityHistory,
  { activity }: ProjectHistory,
  stretches: readonly Stretch[],
  { day: origin, shape }: Origin,
): Spent {
  const spent: Spent = { workWan: 0, workDays: 0, wan: 0, days: 0 };
  for (const { from, to, amountWan } of stretches) {
    const weight = Math.exp((to - origin) / memoryDays.reports);
    let work = 0;
    let measured = 0;
    for (let day = from; day <= to; day++) {
      spent.days += weight * shape(day);
      const share = activity[day - firstDay] ?? Number.NaN;
      if (Number.isNaN(share)) continue;
      work += share;
      measured += 1;
    }
    spent.wan += weight * amountWan;
    const days = to - from + 1;
    if (measured < leastMeasured * days) continue;
    spent.workWan += weight * amountWan;
    spent.workDays += (weight * work * days) / measured;
  }
  return spent;
}

function usualWork(
  { firstDay }: CityHistory,
  { activity }: ProjectHistory,
  { day: origin, shape }: Origin,
): number | null {
  let work = 0;
  let usual = 0;
  const last = Math.min(origin - firstDay, activity.length - 1);
  for (let index = 0; index <= last; index++) {
    const share = activity[index]!;
    if (Number.isNaN(share)) continue;
    const weight = Math.exp((index - last) / memoryDays.activity);
    work += weight * share;
    usual += weight * shape(firstDay + index);
  }
  return usual > 0 ? work / usual : null;
}
