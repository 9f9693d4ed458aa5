import { z } from 'zod';
import { activityStates } from '../../model/activity.ts';
import { Day } from '../../model/scalar.ts';
import { Sentence, TimeMs } from './name.ts';

export const ActivityPoint = z
  .object({
    timeMs: TimeMs.describe('Begin of the hour or of the day in the city’s zone.'),
    day: Day,
    state: z.enum(activityStates),
    index: z
      .number()
      .nullable()
      .describe('100 = the project’s own normal working day (or that hour of one).'),
    energyKwh: z.number().nullable(),
    measured: z.number().describe('Share of the intervals that was measured, not estimated: 0 to 1.'),
    baselineKwh: z.number().nullable(),
    excused: z.string().nullable(),
    confidence: z.number(),
    why: Sentence.nullable().describe('Hours carry none.'),
  })
  .meta({ id: 'ActivityPoint' });
export type ActivityPoint = z.infer<typeof ActivityPoint>;

/** `GET /api/v1/projects/{id}/activity`: steps that were never evaluated are absent. */
export const ActivitySeries = z
  .object({
    project: z.string(),
    step: z.enum(['hour', 'day']),
    fromMs: TimeMs,
    toMs: TimeMs,
    points: z.array(ActivityPoint),
  })
  .meta({ id: 'ActivitySeries' });
export type ActivitySeries = z.infer<typeof ActivitySeries>;
