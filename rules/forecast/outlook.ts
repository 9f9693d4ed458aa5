import { pausedDays } from '../plan/pauses.ts';
import type { CityHistory, ProjectHistory } from './history.ts';
import { type Origin, type Pace, pacesAt } from './pace.ts';
import { cityDensity, densityOf, type PlanDensity } from './plan-density.ts';

/** How far electricity is believed before a project's own mean; the rest covers reports that do not follow work (tuned). */
const workWeight = 0.85;
/**
 * How far the season of the plan curve is believed: the exponent of planned money then over planned money lately, at
 * first and more for each step ahead, up to 1 (tuned). The coming weeks are the site's own pace, later ones the plan.
 */
const curveWeight = { atFirst: 0.6, perStep: 0.15 };
const curveLimits = { least: 0.3, most: 2 };
const recentDays = 60;
const curveStepDays = 15;

/** What some days come to, 万元. */
export interface Amount {
  /** Reported by the origin; a report that reaches beyond the days is shared out evenly. */
  reportedWan: number;
  /** Expected of the days without a report. */
  expectedWan: number;
}

/** The money of some days, both inclusive; of a project up to a day of its own where one is given. */
export type Outlook = (from: number, to: number, lastOf?: (project: ProjectHistory) => number) => Amount;

/** How the days before and after an origin look on it. */
export function outlookAt(history: CityHistory, origin: Origin): Outlook {
  const paces = pacesAt(history, origin);
  const ofCity = cityDensity(paces.map(({ plan }) => plan));
  return (from, until, lastOf = () => until) => {
    const amount: Amount = { reportedWan: 0, expectedWan: 0 };
    for (const pace of paces) {
      const season = seasonOf(densityOf(pace.plan, ofCity), origin.day);
      const to = Math.min(until, lastOf(pace.history));
      let day = from;
      for (const stretch of pace.stretches) {
        const first = Math.max(from, stretch.from);
        const last = Math.min(to, stretch.to);
        if (first > last) continue;
        amount.reportedWan += (stretch.amountWan * (last - first + 1)) / (stretch.to - stretch.from + 1);
        for (; day < first; day++) amount.expectedWan += expectedOn(day, pace, season, history, origin);
        day = last + 1;
      }
      for (; day <= to; day++) amount.expectedWan += expectedOn(day, pace, season, history, origin);
    }
    return amount;
  };
}

/** Planned money around a day over planned money lately, damped; 1 up to the origin, where the work itself is known. */
function seasonOf(density: PlanDensity, origin: number): (day: number) => number {
  const lately = density(origin - recentDays, origin);
  const steps: number[] = [];
  return (day) => {
    if (day <= origin || lately <= 0) return 1;
    const step = Math.floor((day - origin - 1) / curveStepDays);
    const from = origin + 1 + step * curveStepDays;
    if (steps[step] === undefined) {
      const planned = density(from, from + curveStepDays - 1) / lately;
      const weight = Math.min(1, curveWeight.atFirst + curveWeight.perStep * step);
      steps[step] = Math.max(curveLimits.least, Math.min(curveLimits.most, planned)) ** weight;
    }
    return steps[step];
  };
}

function expectedOn(
  day: number,
  { history, wanPerWork, wanPerDay, work }: Pace,
  season: (day: number) => number,
  { firstDay }: CityHistory,
  origin: Origin,
): number {
  const ownWan = wanPerDay * origin.shape(day);
  const measured = day <= origin.day ? (history.activity[day - firstDay] ?? Number.NaN) : Number.NaN;
  if (!Number.isNaN(measured)) return mix(wanPerWork * measured, ownWan);
  // Of the pauses of later days only those are known that have begun.
  const begun = history.pauses.filter((pause) => pause.from <= origin.day);
  if (day > origin.day && pausedDays(begun, day, day) > 0) return 0;
  const wan = work === null ? ownWan : mix(wanPerWork * work * origin.shape(day), ownWan);
  return wan * season(day);
}

function mix(byWork: number, byHabit: number): number {
  return workWeight * byWork + (1 - workWeight) * byHabit;
}
