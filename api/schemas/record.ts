import { z } from 'zod';
import { Day } from '../../model/scalar.ts';
import { Sentence, TimeMs } from './name.ts';

export const recordKinds = ['plan', 'milestone', 'investment', 'activity', 'finding', 'suspension'] as const;

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
