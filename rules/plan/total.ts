import { sumWan } from './money.ts';
import type { PlanProgress } from './progress.ts';

/** How far the annual plans of some projects have come together. */
export interface PlanTotal {
  projects: number;
  /** Of these, with a report of this year. */
  reported: number;
  /** The sum of the projects' money to the last 0.01 万元; null: nothing was reported. */
  investedWan: number | null;
  planWan: number | null;
  /** 年度计划完成率: what the projects with a plan invested, over their plans. */
  doneShare: number | null;
  /** What is due by now, by each project's own curve or the straight line, over the plans. */
  dueShare: number | null;
}

/** Adds projects up. What is invested without a plan is money, but completes nobody's plan. */
export function planTotal(parts: readonly PlanProgress[]): PlanTotal {
  const planned = parts.filter(({ planWan }) => planWan !== null && planWan > 0);
  const planWan = sumWan(planned.map((part) => part.planWan));
  const investedOfPlanned = sumWan(planned.map(({ investedWan }) => investedWan));
  const dueWan = sumWan(planned.map((part) => part.dueWan));
  return {
    projects: parts.length,
    reported: parts.filter(({ investedWan }) => investedWan !== null).length,
    investedWan: sumWan(parts.map(({ investedWan }) => investedWan)),
    planWan,
    doneShare: planWan === null || investedOfPlanned === null ? null : investedOfPlanned / planWan,
    dueShare: planWan === null || dueWan === null ? null : dueWan / planWan,
  };
}
