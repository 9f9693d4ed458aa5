import { z } from 'zod';
import { activityStates } from '../../model/activity.ts';
import { Day } from '../../model/scalar.ts';
import { FindingView } from './finding.ts';
import { TimeMs } from './name.ts';
import { Overview, ProgressView } from './overview.ts';

/** First on each connection. When `resumed` is false, something may have been missed: fetch again what is shown. */
export const HelloEvent = z
  .object({
    serverMs: TimeMs,
    resumed: z.boolean().describe('Everything after `Last-Event-ID` follows.'),
    heartbeatMs: z.int().describe('A comment line comes at least this often; longer silence: connect again.'),
  })
  .meta({ id: 'HelloEvent' });

export const LiveReading = z
  .object({
    meter: z.string(),
    timeMs: TimeMs.describe('The device’s time.'),
    receivedMs: TimeMs,
    energyKwh: z.number().nullable().describe('The register × multiplier.'),
    powerKw: z.number().nullable(),
  })
  .meta({ id: 'LiveReading' });
export type LiveReading = z.infer<typeof LiveReading>;

/** At most once a second: every project of which readings came in since the last one. */
export const ReadingsEvent = z
  .object({
    atMs: TimeMs,
    projects: z.array(
      z.object({
        project: z.string(),
        powerKw: z.number().nullable().describe('All meters of the project, now.'),
        lastHeardMs: TimeMs,
        readings: z.array(LiveReading).describe('The newest of each meter that was heard.'),
      }),
    ),
  })
  .meta({ id: 'ReadingsEvent' });

/** After an evaluation: the projects whose newest day changed. */
export const ActivityEvent = z
  .object({
    atMs: TimeMs,
    projects: z.array(
      z.object({
        project: z.string(),
        state: z.enum(activityStates),
        stateDay: Day,
        index: z.number().nullable(),
        excused: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'ActivityEvent' });

/** After an evaluation or an act of a person: findings that opened, changed or closed. */
export const FindingsEvent = z
  .object({ atMs: TimeMs, findings: z.array(FindingView) })
  .meta({ id: 'FindingsEvent' });

/** At most every few seconds: the figures of the overview, without its lists. */
export const OverviewEvent = Overview.omit({ stalled: true, city: true, progress: true }).meta({
  id: 'OverviewEvent',
});

/** null: done. */
export const ProgressEvent = z.object({ progress: ProgressView.nullable() }).meta({ id: 'ProgressEvent' });

/** A period was closed, opened again, or its bulletin published. */
export const PeriodEvent = z
  .object({
    atMs: TimeMs,
    period: z.string(),
    revision: z.int(),
    what: z.enum(['closed', 'reopened', 'published']),
  })
  .meta({ id: 'PeriodEvent' });

/** The events of `GET /api/v1/events` by their SSE name (`event:`); `data:` is one line of JSON. */
export const liveEvents = {
  hello: HelloEvent,
  readings: ReadingsEvent,
  activity: ActivityEvent,
  findings: FindingsEvent,
  overview: OverviewEvent,
  progress: ProgressEvent,
  period: PeriodEvent,
} as const;

export type LiveEvents = { [Name in keyof typeof liveEvents]: z.infer<(typeof liveEvents)[Name]> };
