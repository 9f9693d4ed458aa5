import type { Period } from '../../model/period.ts';
import type { Investment, PlannedInvestment } from '../../model/progress.ts';
import type { Project } from '../../model/project.ts';
import { dayNumber } from '../city-days.ts';
import { plannedShare, yearPlan } from './curve.ts';
import { hundredthsOf } from './money.ts';
import type { Pauses } from './pauses.ts';
import { spanOf } from './period-span.ts';

export type PlanLight = 'green' | 'yellow' | 'red';

/** The money of one project: what it reported, and its own plan curve where it has one. */
export interface ProjectMoney {
  investments: readonly Investment[];
  plans: readonly PlannedInvestment[];
}

/** How far a project's investment of the year has come, against its own annual plan and against time. */
export interface PlanProgress {
  /** Reported for this year so far, 万元; null: nothing was. */
  investedWan: number | null;
  /** The annual plan, 万元; null: none is known. */
  planWan: number | null;
  doneShare: number | null;
  /** Share of the year that has passed, the day itself included: the straight line (序时进度). */
  timeShare: number;
  /** What is due by the day, by the project's own curve or by the straight line, 万元; null: no plan. */
  dueWan: number | null;
  /** The project's own curve says what is due. */
  ownCurve: boolean;
  light: PlanLight | null;
}

export interface PlanLimits {
  yellowBelow: number;
  redBelow: number;
}

/** Invested over due below 0.8 is yellow, below 0.6 red (Wuhan). */
export const planLimits: PlanLimits = { yellowBelow: 0.8, redBelow: 0.6 };

/** Progress in the year that `asOf` (`YYYY-MM-DD`) lies in; periods that begin after that day are not looked at. */
export function planProgress(
  project: Pick<Project, 'annualPlanWan'>,
  { investments, plans }: ProjectMoney,
  asOf: string,
  { limits = planLimits, pauses = [] }: { limits?: PlanLimits; pauses?: Pauses } = {},
): PlanProgress {
  const year = Number(asOf.slice(0, 4));
  const firstDay = dayNumber(`${year}-01-01`);
  const today = dayNumber(asOf);
  const timeShare = (today - firstDay + 1) / (dayNumber(`${year + 1}-01-01`) - firstDay);
  const investedWan = investedOfYear(investments, year, asOf);
  const plan = yearPlan(project.annualPlanWan, plans, year);
  if (plan === null) {
    return {
      investedWan,
      planWan: null,
      doneShare: null,
      timeShare,
      dueWan: null,
      ownCurve: false,
      light: null,
    };
  }
  const { planWan, own } = plan;
  const dueWan = planWan * plannedShare(plan, firstDay, today, pauses);
  const known = { investedWan, planWan, timeShare, dueWan, ownCurve: own };
  if (investedWan === null || planWan === 0) return { ...known, doneShare: null, light: null };
  return { ...known, doneShare: investedWan / planWan, light: lightOf(investedWan, dueWan, limits) };
}

function lightOf(investedWan: number, dueWan: number, limits: PlanLimits): PlanLight {
  if (investedWan < limits.redBelow * dueWan) return 'red';
  return investedWan < limits.yellowBelow * dueWan ? 'yellow' : 'green';
}

/** Of a month that is reported whole and in halves the larger counts: one of the two is not complete yet. */
function investedOfYear(investments: readonly Investment[], year: number, asOf: string): number | null {
  const whole = new Map<string, number>();
  const halves = new Map<string, number>();
  for (const { period, amountWan } of investments) {
    const span = spanOf(period);
    if (span.year !== year || span.firstDate > asOf) continue;
    const sums = span.kind === 'month' ? whole : halves;
    const key = span.kind === 'week' ? period : monthOf(period);
    sums.set(key, (sums.get(key) ?? 0) + hundredthsOf(amountWan));
  }
  if (whole.size === 0 && halves.size === 0) return null;
  let sum = 0;
  for (const month of new Set([...whole.keys(), ...halves.keys()])) {
    sum += Math.max(whole.get(month) ?? 0, halves.get(month) ?? 0);
  }
  return sum / 100;
}

function monthOf(period: Period): string {
  return period.slice(0, 7);
}
