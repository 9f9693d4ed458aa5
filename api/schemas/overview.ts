import { z } from 'zod';
import { findingKinds, findingLevels } from '../../model/finding.ts';
import { districtKinds } from '../../model/organisation.ts';
import { Day } from '../../model/scalar.ts';
import { FindingView } from './finding.ts';
import { Named, Sentence, TimeMs } from './name.ts';

/** How many projects are in which state; the four states add up to `projects`. */
export const StateCounts = z
  .object({
    projects: z.int(),
    working: z.int(),
    idle: z.int(),
    off: z.int(),
    unknown: z.int().describe('Not measured well enough; never counted as stalled.'),
    excused: z.int().describe('Of the idle and off ones: with an excuse, so they count neither way.'),
    workingShare: z
      .number()
      .nullable()
      .describe('working / (working + idle + off − excused), 0 to 1; null: nothing is known.'),
  })
  .meta({ id: 'StateCounts' });
export type StateCounts = z.infer<typeof StateCounts>;

/** How far a long task (the demo's history) has come. */
export const ProgressView = z
  .object({
    task: z.string(),
    label: Sentence,
    done: z.number(),
    total: z.number(),
  })
  .meta({ id: 'Progress' });
export type ProgressView = z.infer<typeof ProgressView>;

export const DistrictState = StateCounts.extend({
  district: Named.extend({ kind: z.enum(districtKinds) }),
  powerKw: z.number(),
  rank: z.int().nullable().describe('In the newest standings; null: not ranked.'),
  score: z.number().nullable(),
  snail: z.boolean(),
}).meta({ id: 'DistrictState' });
export type DistrictState = z.infer<typeof DistrictState>;

/** `GET /api/v1/overview`: the city at a glance, within what the asker may see. */
export const Overview = z
  .object({
    asOfMs: TimeMs,
    city: z.object({
      name: Sentence,
      zone: z.string().describe('IANA name; days are in this zone.'),
      simulated: z.boolean().describe('Nothing of this is real: a demonstration.'),
    }),
    counts: StateCounts,
    stateDay: Day.nullable().describe('The newest evaluated day of any project.'),
    evaluatedMs: TimeMs.nullable().describe('When the rules last ran.'),
    powerKw: z.number().describe('Now, of all meters heard lately.'),
    energyTodayKwh: z.number(),
    meters: z.int().describe('In place today.'),
    metersLive: z.int().describe('Of these, heard lately.'),
    findings: z
      .array(z.object({ kind: z.enum(findingKinds), level: z.enum(findingLevels), count: z.int() }))
      .describe('Open ones by kind and level; combinations without any are absent.'),
    stalled: z
      .object({ total: z.int(), findings: z.array(FindingView) })
      .describe('Open findings `stalled` and `not-resumed`: all are counted, the 100 reddest are listed.'),
    districts: z.array(DistrictState).describe('By rank, then by working share; those without either last.'),
    progress: ProgressView.nullable().describe('A long task under way, such as loading the history.'),
  })
  .meta({ id: 'Overview' });
export type Overview = z.infer<typeof Overview>;
