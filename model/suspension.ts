import { z } from 'zod';
import { Day, Identifier } from './scalar.ts';

/** An approved stop: its days, both inclusive, are excused. `project` `*` excuses the whole city (a typhoon, a curtailment). */
export const Suspension = z.object({
  project: z.union([Identifier, z.literal('*')]),
  from: Day,
  /** null: until further notice. */
  to: Day.nullable(),
  reason: z.string().min(1),
  document: z.string().nullable(),
});
export type Suspension = z.infer<typeof Suspension>;
