import { z } from 'zod';
import { findingKinds, findingLevels } from '../../model/finding.ts';
import { Day } from '../../model/scalar.ts';
import { Named, Sentence, TimeMs } from './name.ts';

export const EvidenceView = z
  .object({
    sentence: Sentence,
    figures: z
      .record(z.string(), z.union([z.number(), z.string(), z.null()]))
      .describe('Named figures with their unit in the name.'),
    days: z.array(Day).describe('The days the finding counts.'),
  })
  .meta({ id: 'Evidence' });

export const FindingEventView = z
  .object({
    what: z.enum(['opened', 'level', 'closed', 'reopened', 'withdrawn', 'acknowledged', 'explained']),
    actor: z.string().describe('A user, or `system`.'),
    atMs: TimeMs,
    note: z.string().nullable(),
  })
  .meta({ id: 'FindingEvent' });
export type FindingEventView = z.infer<typeof FindingEventView>;

export const FindingView = z
  .object({
    id: z.string(),
    project: Named,
    district: Named,
    department: Named,
    kind: z.enum(findingKinds),
    level: z.enum(findingLevels),
    since: Day.describe('The first day of the stop, silence or delay itself.'),
    opened: Day.describe('The day on whose evidence it was first said.'),
    closed: Day.nullable(),
    days: z
      .int()
      .describe('The days of the evidence; where it counts none, the calendar days since `since`.'),
    evidence: EvidenceView,
    events: z.array(FindingEventView).describe('Its life so far, oldest first.'),
  })
  .meta({ id: 'Finding' });
export type FindingView = z.infer<typeof FindingView>;

/** `GET /api/v1/findings`. */
export const FindingList = z
  .object({ total: z.int(), findings: z.array(FindingView) })
  .meta({ id: 'FindingList' });
export type FindingList = z.infer<typeof FindingList>;

export const FindingQuery = z.object({
  state: z.enum(['open', 'closed', 'all']).default('open'),
  kind: z.enum(findingKinds).optional(),
  level: z.enum(findingLevels).optional(),
  district: z.string().optional(),
  department: z.string().optional(),
  project: z.string().optional(),
  sort: z.enum(['attention', 'newest']).default('attention').describe('Reddest first, or last opened first.'),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});
export type FindingQuery = z.infer<typeof FindingQuery>;

/** `POST /api/v1/findings/{id}/acknowledge`. */
export const Acknowledgement = z
  .object({ note: z.string().max(2000).nullable().default(null) })
  .meta({ id: 'Acknowledgement' });

/** `POST /api/v1/findings/{id}/close`: a person who ends a finding says why. */
export const Closing = z.object({ note: z.string().trim().min(1).max(2000) }).meta({ id: 'Closing' });
