import { z } from 'zod';
import { Period, periodKinds } from '../../model/period.ts';
import { Day } from '../../model/scalar.ts';
import { periodStates } from '../dispatch-port.ts';
import { TimeMs } from './name.ts';

const Reopening = z.object({ reason: z.string(), reopenedBy: z.string(), reopenedMs: TimeMs });

export const ClosingView = z
  .object({
    period: z.string(),
    revision: z.int().describe('1 at the first closing; grows with each closing after a reopening.'),
    inputsHash: z.string().describe('SHA-256 in hex of the canonical JSON of what the figures rest on.'),
    closedBy: z.string(),
    closedMs: TimeMs,
    reopened: Reopening.nullable(),
  })
  .meta({ id: 'Closing' });

export const PeriodView = z
  .object({
    period: z.string(),
    kind: z.enum(periodKinds),
    from: Day,
    to: Day,
    state: z.enum(periodStates),
    dueMs: TimeMs.describe('When it is closed by itself: its end and the grace.'),
    closings: z.array(ClosingView).describe('The newest revision last.'),
    bulletin: z
      .object({ state: z.enum(['draft', 'published']), number: z.string().nullable(), title: z.string() })
      .nullable()
      .describe('Of the newest revision; drafts are for administrators and supervisors.'),
  })
  .meta({ id: 'Period' });

/** `GET /api/v1/periods`: newest first. */
export const PeriodList = z
  .object({
    kinds: z.array(z.enum(periodKinds)).describe('The first is shown first.'),
    periods: z.array(PeriodView),
  })
  .meta({ id: 'PeriodList' });

export const PeriodAddress = z.object({ period: Period });
export const Reopen = z.strictObject({ reason: z.string().trim().min(1).max(2000) });
export const Publish = z.strictObject({
  number: z.string().trim().min(1).max(100).nullable().describe('发文字号, as 甬重建晾晒〔2026〕22号.'),
  title: z.string().trim().min(1).max(200).optional().describe('By default that of the draft.'),
});
export type PeriodView = z.infer<typeof PeriodView>;
export type PeriodList = z.infer<typeof PeriodList>;
export type ClosingView = z.infer<typeof ClosingView>;
