import type { Period } from '../model/period.ts';
import { periodDays } from '../model/period.ts';
import type { Investment } from '../model/progress.ts';
import type { Project } from '../model/project.ts';

export type PlanLight = 'green' | 'yellow' | 'red';

/** How far a project's investment of the year has come, against its own annual plan and against time. */
export interface PlanProgress {
  /** Reported for this year so far, 万元; null: nothing was. */
  investedWan: number | null;
  /** The annual plan, 万元; null: none is known. */
  planWan: number | null;
  doneShare: number | null;
  /** Share of the year that has passed, the day itself included: the straight line. */
  timeShare: number;
  light: PlanLight | null;
}

export interface PlanLimits {
  yellowBelow: number;
  redBelow: number;
}

/** Investment over time progress below 0.8 is yellow, below 0.6 red (Wuhan). */
export const planLimits: PlanLimits = { yellowBelow: 0.8, redBelow: 0.6 };

/** Progress in the year that `asOf` (`YYYY-MM-DD`) lies in; periods that begin after that day are not looked at. */
export function planProgress(
  project: Pick<Project, 'annualPlanWan'>,
  investments: readonly Investment[],
  asOf: string,
  limits: PlanLimits = planLimits,
): PlanProgress {
  const day = Temporal.PlainDate.from(asOf);
  const timeShare = day.dayOfYear / day.daysInYear;
  const investedWan = investedOfYear(investments, day);
  const planWan = project.annualPlanWan;
  if (investedWan === null || planWan === null || planWan === 0) {
    return { investedWan, planWan, doneShare: null, timeShare, light: null };
  }
  const doneShare = investedWan / planWan;
  const ratio = doneShare / timeShare;
  const light = ratio < limits.redBelow ? 'red' : ratio < limits.yellowBelow ? 'yellow' : 'green';
  return { investedWan, planWan, doneShare, timeShare, light };
}

/** Of a month that is reported whole and in halves the larger counts: one of the two is not complete yet. */
function investedOfYear(investments: readonly Investment[], asOf: Temporal.PlainDate): number | null {
  const whole = new Map<string, number>();
  const halves = new Map<string, number>();
  for (const { period, amountWan } of investments) {
    const days = periodDays(period);
    if (days === null || days.first.year !== asOf.year) continue;
    if (Temporal.PlainDate.compare(days.first, asOf) > 0) continue;
    const sums = days.kind === 'month' ? whole : halves;
    const key = days.kind === 'week' ? period : monthOf(period);
    sums.set(key, (sums.get(key) ?? 0) + Math.round(amountWan * 100));
  }
  if (whole.size === 0 && halves.size === 0) return null;
  let fen = 0;
  for (const month of new Set([...whole.keys(), ...halves.keys()])) {
    fen += Math.max(whole.get(month) ?? 0, halves.get(month) ?? 0);
  }
  return fen / 100;
}

function monthOf(period: Period): string {
  return period.slice(0, 7);
}
