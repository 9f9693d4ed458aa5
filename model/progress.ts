import { z } from 'zod';
import { ReportPeriod } from './period.ts';
import { Day, Identifier, Wan } from './scalar.ts';

/** Investment reported for one project and one period; the sum over periods is what was invested. */
export const Investment = z.object({ project: Identifier, period: ReportPeriod, amountWan: Wan });
export type Investment = z.infer<typeof Investment>;

/**
 * What one project plans to invest in one period, by its own plan curve (自身计划曲线): the amount of that period
 * alone, not a running total. The periods of a project are of one kind; an amount of 0 withdraws a period.
 */
export const PlannedInvestment = z.object({ project: Identifier, period: ReportPeriod, plannedWan: Wan });
export type PlannedInvestment = z.infer<typeof PlannedInvestment>;

export const Milestone = z.object({
  project: Identifier,
  name: z.string().min(1),
  planned: Day,
  actual: Day.nullable(),
});
export type Milestone = z.infer<typeof Milestone>;
