import { z } from 'zod';
import { Period } from './period.ts';
import { Day, Identifier, Wan } from './scalar.ts';

/** Investment reported for one project and one period; the sum over periods is what was invested. */
export const Investment = z.object({ project: Identifier, period: Period, amountWan: Wan });
export type Investment = z.infer<typeof Investment>;

export const Milestone = z.object({
  project: Identifier,
  name: z.string().min(1),
  planned: Day,
  actual: Day.nullable(),
});
export type Milestone = z.infer<typeof Milestone>;
