import { z } from 'zod';
import { activityStates } from '../../model/activity.ts';
import { findingKinds, findingLevels } from '../../model/finding.ts';
import { meterRoles } from '../../model/meter.ts';
import { Milestone } from '../../model/progress.ts';
import { stages } from '../../model/project.ts';
import { Day, Wan } from '../../model/scalar.ts';
import { Suspension } from '../../model/suspension.ts';
import { FindingView } from './finding.ts';
import { Named, Sentence, TimeMs } from './name.ts';
import { PlanCurve } from './plan-progress.ts';

/** An open finding in a line of a list. */
export const FindingMark = z
  .object({
    id: z.string(),
    kind: z.enum(findingKinds),
    level: z.enum(findingLevels),
    since: Day,
    days: z.int(),
  })
  .meta({ id: 'FindingMark' });

/** A line of `GET /api/v1/projects`. */
export const ProjectItem = z
  .object({
    id: z.string(),
    name: z.string(),
    district: Named,
    department: Named,
    category: z.string(),
    stage: z.enum(stages),
    longitude: z.number().nullable(),
    latitude: z.number().nullable(),
    state: z.enum(activityStates).describe('Of `stateDay`; unknown where no day has been evaluated.'),
    stateDay: Day.nullable().describe('Today as soon as it can be told, else the last whole day.'),
    index: z.number().nullable().describe('100 = the project’s own normal working day.'),
    excused: z.string().nullable().describe('Why a stop on that day counts against nobody.'),
    powerKw: z.number().nullable().describe('Now, all meters of the project; null: none was heard lately.'),
    energyTodayKwh: z.number().nullable(),
    lastHeardMs: TimeMs.nullable().describe('When the last reading of any of its meters was received.'),
    meters: z.int().describe('Meters in place today.'),
    metersLive: z.int().describe('Of these, heard lately.'),
    findings: z.array(FindingMark).describe('The open ones, reddest first.'),
  })
  .meta({ id: 'ProjectItem' });
export type ProjectItem = z.infer<typeof ProjectItem>;

export const ProjectList = z
  .object({
    asOfMs: TimeMs,
    total: z.int().describe('Before `offset` and `limit`.'),
    projects: z.array(ProjectItem),
  })
  .meta({ id: 'ProjectList' });
export type ProjectList = z.infer<typeof ProjectList>;

export const ProjectQuery = z.object({
  q: z.string().max(100).optional().describe('Part of the name or of the id.'),
  district: z.string().optional(),
  department: z.string().optional(),
  state: z.enum(activityStates).optional(),
  stage: z.enum(stages).optional(),
  category: z.string().optional(),
  finding: z.enum(findingKinds).optional().describe('With an open finding of this kind.'),
  sort: z.enum(['id', 'name', 'index', 'power', 'attention']).default('id'),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(10_000).default(1000),
});
export type ProjectQuery = z.infer<typeof ProjectQuery>;

export const meterHealths = ['live', 'late', 'silent', 'never'] as const;
export type MeterHealth = (typeof meterHealths)[number];

const phases = z.array(z.number().nullable()).length(3).nullable();

export const MeterView = z
  .object({
    id: z.string(),
    role: z.enum(meterRoles),
    multiplier: z.number(),
    capacityKva: z.number().nullable(),
    profile: z.string(),
    from: Day.nullable(),
    to: Day.nullable(),
    health: z
      .enum(meterHealths)
      .describe('live: heard lately; late: within a day; silent: longer ago; never: not yet heard.'),
    lastHeardMs: TimeMs.nullable().describe('When we received its newest reading.'),
    lastReadingMs: TimeMs.nullable().describe('The device’s own time of that reading.'),
    energyKwh: z.number().nullable().describe('The register × multiplier.'),
    powerKw: z
      .number()
      .nullable()
      .describe('As sent, or from the last two registers; null: not heard lately.'),
    voltageV: phases.describe('Phases A, B, C.'),
    currentA: phases,
    powerFactor: z.number().nullable(),
  })
  .meta({ id: 'Meter' });
export type MeterView = z.infer<typeof MeterView>;

/** `GET /api/v1/projects/{id}`. */
export const ProjectDetail = ProjectItem.omit({ findings: true, meters: true })
  .extend({
    asOfMs: TimeMs,
    totalInvestmentWan: Wan.nullable(),
    annualPlanWan: Wan.nullable(),
    investedThisYearWan: Wan.nullable().describe('Reported so far; null: nothing was reported.'),
    planDoneShare: z.number().nullable().describe('Invested this year over the annual plan.'),
    yearShare: z.number().describe('Share of the year that has passed, 0 to 1.'),
    planCurve: PlanCurve.nullable().describe('Of this year; null: no plan is known.'),
    planLight: z.enum(['green', 'yellow', 'red']).nullable(),
    plannedStart: Day.nullable(),
    plannedFinish: Day.nullable(),
    camera: z.string().nullable(),
    roundTheClock: z.boolean(),
    why: Sentence.nullable().describe('Why this state.'),
    confidence: z.number().nullable().describe('0 to 1: how sure the state is.'),
    measured: z.number().nullable().describe('Share of the day’s intervals that was measured, 0 to 1.'),
    energyKwh: z.number().nullable().describe('Of `stateDay`.'),
    baselineKwh: z.number().nullable().describe('Of a normal working day.'),
    meters: z.array(MeterView),
    findings: z.array(FindingView).describe('The open ones.'),
    suspensions: z.array(Suspension),
    milestones: z.array(Milestone),
  })
  .meta({ id: 'ProjectDetail' });
export type ProjectDetail = z.infer<typeof ProjectDetail>;
