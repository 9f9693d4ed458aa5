import type { PlannedInvestment } from '../../model/progress.ts';
import { dayNumber } from '../city-days.ts';
import { hundredthsOf } from './money.ts';
import { type Pauses, pausedDays } from './pauses.ts';
import { spanOf } from './period-span.ts';

/** What one project is to have invested in a year, by its own plan curve or by the straight line. */
export interface YearPlan {
  year: number;
  /** 万元. */
  planWan: number;
  /** Stretches of the year with the share of the plan that falls on each; the shares add up to 1. */
  stretches: readonly { from: number; to: number; share: number }[];
  /** The project's own curve, not the straight line. */
  own: boolean;
}

/**
 * The annual plan gives the amount, the curve its shape (自身计划曲线 before 序时进度, DOMAIN 7.9); where there is no annual plan
 * the curve gives both. null: neither is known. A period of planned money belongs to the year it begins in.
 */
export function yearPlan(
  annualPlanWan: number | null,
  plans: readonly PlannedInvestment[],
  year: number,
): YearPlan | null {
  const curve = plans
    .filter(({ plannedWan }) => plannedWan > 0)
    .map(({ period, plannedWan }) => ({ span: spanOf(period), hundredths: hundredthsOf(plannedWan) }))
    .filter(({ span }) => span.year === year);
  const sum = curve.reduce((all, { hundredths }) => all + hundredths, 0);
  if (sum > 0) {
    const stretches = curve
      .map(({ span, hundredths }) => ({ from: span.first, to: span.last, share: hundredths / sum }))
      .sort((a, b) => a.from - b.from);
    return { year, planWan: annualPlanWan ?? sum / 100, stretches, own: true };
  }
  if (annualPlanWan === null) return null;
  const whole = { from: dayNumber(`${year}-01-01`), to: dayNumber(`${year}-12-31`), share: 1 };
  return { year, planWan: annualPlanWan, stretches: [whole], own: false };
}

/** The share of a year's plan that falls on some days, both inclusive; what is planned for paused days is not asked for. */
export function plannedShare(plan: YearPlan, from: number, to: number, pauses: Pauses = []): number {
  let share = 0;
  for (const stretch of plan.stretches) {
    const first = Math.max(stretch.from, from);
    const last = Math.min(stretch.to, to);
    if (first > last) continue;
    const days = last - first + 1 - pausedDays(pauses, first, last);
    share += (stretch.share * days) / (stretch.to - stretch.from + 1);
  }
  return share;
}
