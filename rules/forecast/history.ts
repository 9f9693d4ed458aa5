import { daysOfPeriod, type PeriodKind } from '../../model/period.ts';
import type { Investment } from '../../model/progress.ts';
import { cityDays, dayNumber } from '../city-days.ts';
import { type YearPlan, yearPlan } from '../plan/curve.ts';
import { type Pauses, pausesOf } from '../plan/pauses.ts';
import type { ForecastInputs } from './inputs.ts';

/** A normal working day has an activity of 1; more than this is a meter's or a baseline's whim. */
const mostActivity = 1.5;

/** Money that was reported for some days, both inclusive. */
export interface Stretch {
  from: number;
  to: number;
  kind: PeriodKind;
  amountWan: number;
}

/** What is known of one project. */
export interface ProjectHistory {
  category: string;
  /** In the order of time, not overlapping. */
  stretches: readonly Stretch[];
  /** Activity by day from `firstDay` on: 1 = a normal working day, NaN = not known. */
  activity: Float64Array;
  planOf: (year: number) => YearPlan | null;
  pauses: Pauses;
}

export interface CityHistory {
  projects: readonly ProjectHistory[];
  firstDay: number;
  /** The last day whose activity is known. */
  lastDay: number;
}

export function cityHistory(inputs: ForecastInputs): CityHistory {
  const { asOf, projects, timeZone } = inputs;
  const zone = cityDays(timeZone);
  const lastDay = dayNumber(asOf);
  const known = new Map<string, [day: number, activity: number][]>();
  let firstDay = lastDay;
  for (const { project, step, timeMs, state, index } of inputs.days) {
    if (step !== 'day' || state === 'unknown') continue;
    const day = zone.at(timeMs);
    if (day > lastDay) continue;
    firstDay = Math.min(firstDay, day);
    const activity = index === null ? Number(state === 'working') : index / 100;
    const rows = known.get(project);
    const row: [number, number] = [day, state === 'working' ? Math.min(mostActivity, activity) : 0];
    if (rows === undefined) known.set(project, [row]);
    else rows.push(row);
  }
  const investments = Map.groupBy(inputs.investments, ({ project }) => project);
  const plans = Map.groupBy(inputs.plans, ({ project }) => project);
  const suspensions = Map.groupBy(inputs.suspensions, ({ project }) => project);
  const ofCity = suspensions.get('*') ?? [];
  return {
    firstDay,
    lastDay,
    projects: projects
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, category, annualPlanWan }) => {
        const activity = new Float64Array(lastDay - firstDay + 1).fill(Number.NaN);
        for (const [day, share] of known.get(id) ?? []) activity[day - firstDay] = share;
        const curves = new Map<number, YearPlan | null>();
        return {
          category,
          stretches: stretchesOf(investments.get(id) ?? []),
          activity,
          planOf(year) {
            let plan = curves.get(year);
            if (plan === undefined) {
              plan = yearPlan(annualPlanWan, plans.get(id) ?? [], year);
              curves.set(year, plan);
            }
            return plan;
          },
          pauses: pausesOf([...(suspensions.get(id) ?? []), ...ofCity], []),
        };
      }),
  };
}

/** Of a month that is reported whole and in halves, what is longer and came with it is left out. */
function stretchesOf(investments: readonly Investment[]): Stretch[] {
  const all = investments
    .map(({ period, amountWan }) => {
      const { first, last, kind } = daysOfPeriod(period);
      return { from: dayNumber(first.toString()), to: dayNumber(last.toString()), kind, amountWan };
    })
    .sort((a, b) => a.to - a.from - (b.to - b.from));
  const taken: Stretch[] = [];
  for (const stretch of all) {
    if (!taken.some(({ from, to }) => from <= stretch.to && stretch.from <= to)) taken.push(stretch);
  }
  return taken.sort((a, b) => a.from - b.from);
}
