import { z } from 'zod';
import { Period } from '../../model/period.ts';
import { Identifier } from '../../model/scalar.ts';
import { scoreParts, standingSubjects } from '../../model/standing.ts';
import { Named, TimeMs } from './name.ts';

export const figures = [
  'rank',
  'score',
  ...scoreParts,
  'working',
  'idle',
  'off',
  'unknown',
  'excused',
  'snail',
] as const;

export const ObjectionView = z
  .object({
    id: z.string(),
    period: z.string(),
    revision: z.int().describe('Of the closing whose figure it is about.'),
    by: z.enum(standingSubjects),
    subject: Named,
    figure: z.string(),
    text: z.string(),
    raisedBy: z.string(),
    raisedMs: TimeMs,
    answer: z
      .object({
        upheld: z.boolean().describe('The period is to be opened again and the figure corrected.'),
        text: z.string(),
        answeredBy: z.string(),
        answeredMs: TimeMs,
      })
      .nullable(),
  })
  .meta({ id: 'Objection' });
export type ObjectionView = z.infer<typeof ObjectionView>;

export const ObjectionQuery = z.object({
  period: Period.optional(),
  open: z.stringbool().optional().describe('true: those that wait for an answer.'),
});
/** `GET /api/v1/objections`: newest first. */
export const ObjectionList = z.object({ objections: z.array(ObjectionView) }).meta({ id: 'ObjectionList' });
export const RaiseObjection = z.strictObject({
  period: Period,
  by: z.enum(standingSubjects),
  subject: Identifier,
  figure: z.enum(figures),
  text: z.string().trim().min(1).max(4000),
});
export const AnswerObjection = z.strictObject({
  upheld: z.boolean(),
  text: z.string().trim().min(1).max(4000),
});
export type ObjectionList = z.infer<typeof ObjectionList>;
