import { z } from 'zod';
import { Day } from '../../model/scalar.ts';
import { explanationReasons } from '../../store/pages.ts';
import { Named, TimeMs } from './name.ts';

const asks = z
  .object({ from: Day, to: Day })
  .refine(({ from, to }) => from <= to, 'the first day comes before the last')
  .describe('The days, both inclusive, for which they ask to be excused.');

/** `POST /api/v1/findings/{id}/explain` (原因说明). */
export const Explain = z
  .object({
    reason: z.enum(explanationReasons),
    text: z.string().trim().min(1).max(2000),
    asks: asks.nullable().default(null),
  })
  .meta({ id: 'Explain' });
export type Explain = z.infer<typeof Explain>;

/** `POST /api/v1/explanations/{id}/decide`; what is granted becomes a suspension. */
export const Decide = z
  .object({
    verdict: z.enum(['granted', 'declined']),
    note: z.string().trim().max(2000).nullable().default(null),
  })
  .refine(({ verdict, note }) => verdict === 'granted' || (note ?? '') !== '', {
    path: ['note'],
    message: 'whoever is declined is told why',
  })
  .meta({ id: 'Decide' });
export type Decide = z.infer<typeof Decide>;

export const ExplanationView = z
  .object({
    id: z.string(),
    finding: z.string(),
    project: Named,
    reason: z.enum(explanationReasons),
    text: z.string(),
    asks: z.object({ from: Day, to: Day }).nullable(),
    actor: z.string(),
    atMs: TimeMs,
    waitsUntilMs: TimeMs.nullable().describe(
      'Until when the score waits for the decision; null: it does not wait, or does no longer.',
    ),
    decision: z
      .object({
        verdict: z.enum(['granted', 'declined']),
        note: z.string().nullable(),
        actor: z.string(),
        atMs: TimeMs,
      })
      .nullable(),
  })
  .meta({ id: 'Explanation' });
export type ExplanationView = z.infer<typeof ExplanationView>;

/** `GET /api/v1/explanations`: newest first. */
export const ExplanationList = z
  .object({ explanations: z.array(ExplanationView) })
  .meta({ id: 'ExplanationList' });
export type ExplanationList = z.infer<typeof ExplanationList>;

export const ExplanationQuery = z.object({
  waiting: z
    .stringbool()
    .default(false)
    .describe('Only those that ask for something and wait for a decision.'),
  project: z.string().optional(),
});
