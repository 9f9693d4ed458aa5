import { z } from 'zod';
import { Period } from '../../model/period.ts';
import { Identifier } from '../../model/scalar.ts';
import { snailStates } from '../../model/snail.ts';
import { Named, TimeMs } from './name.ts';

export const SnailView = z
  .object({
    period: z.string().describe('The period that completed the row.'),
    by: z.enum(['district', 'department']),
    subject: Named,
    state: z.enum(snailStates),
    places: z
      .array(
        z.object({
          period: z.string(),
          rank: z.int(),
          ranked: z.int(),
          score: z.number(),
          excused: z.boolean().describe('Neither adds to the row nor breaks it.'),
        }),
      )
      .describe('The row at the bottom, in the order of time.'),
    history: z.array(
      z.object({
        what: z.enum(snailStates),
        reason: z.string().nullable(),
        closing: z.string().nullable().describe('The closed period that did it; null: a person.'),
        actor: z.string(),
        atMs: TimeMs,
      }),
    ),
  })
  .meta({ id: 'Snail' });
export type SnailView = z.infer<typeof SnailView>;

export const SnailQuery = z.object({ state: z.enum(snailStates).optional() });
/** `GET /api/v1/snails`: newest period first. */
export const SnailList = z.object({ snails: z.array(SnailView) }).meta({ id: 'SnailList' });
export const SnailAddress = z.object({
  period: Period,
  by: z.enum(['district', 'department']),
  subject: Identifier,
});
export const DecideSnail = z.strictObject({
  verdict: z.enum(['confirmed', 'declined', 'revoked']),
  reason: z.string().trim().min(1).max(2000),
});
export type SnailList = z.infer<typeof SnailList>;
