import { z } from 'zod';
import { Day } from '../../model/scalar.ts';
import { Sentence, TimeMs } from './name.ts';

export const recordKinds = [
  'plan',
  'stage',
  'milestone',
  'investment',
  'activity',
  'finding',
  'page',
  'explanation',
  'suspension',
  'standing',
  'snail',
  'objection',
  'note',
] as const;

export const RecordEntry = z
  .object({
    day: Day,
    atMs: TimeMs.nullable().describe('The instant where one is known.'),
    kind: z.enum(recordKinds),
    sentence: Sentence,
    actor: z.string().nullable(),
    finding: z.string().nullable().describe('The finding it belongs to.'),
    figures: z.record(z.string(), z.union([z.number(), z.string(), z.null()])),
  })
  .meta({ id: 'RecordEntry' });
export type RecordEntry = z.infer<typeof RecordEntry>;

/** `GET /api/v1/projects/{id}/record` (全程式实绩记录): everything that happened, oldest first. */
export const ProjectRecord = z
  .object({ project: z.string(), entries: z.array(RecordEntry) })
  .meta({ id: 'ProjectRecord' });
export type ProjectRecord = z.infer<typeof ProjectRecord>;

const kinds = z
  .union([z.enum(recordKinds), z.array(z.enum(recordKinds))])
  .transform((given) => [given].flat())
  .optional()
  .describe('Only these; it may be given several times.');

export const RecordQuery = z.object({
  kind: kinds,
  from: Day.optional(),
  to: Day.optional().describe('The last day.'),
  activity: z
    .enum(['turns', 'days'])
    .default('turns')
    .describe('An entry for each day on which the state became another one, or for every day.'),
});

/** What a person writes down about a project, from a look by camera or otherwise; it stays. */
export const AddNote = z.strictObject({
  what: z.enum(['note', 'camera-note']).default('note'),
  text: z.string().trim().min(1).max(4000),
});
