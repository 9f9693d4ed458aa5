import { z } from 'zod';
import { Period } from '../../model/period.ts';
import { Day, Identifier } from '../../model/scalar.ts';
import { scoreParts, standingSubjects } from '../../model/standing.ts';
import { periodStates } from '../dispatch-port.ts';
import { Named, TimeMs } from './name.ts';

export const ScorePart = z
  .object({
    part: z.enum(scoreParts),
    score: z.number().nullable().describe('0 to 100; null: nothing is known, and its weight is left out.'),
    weight: z.number().describe('As configured; weights need not add up to 1.'),
    quality: z
      .number()
      .describe('0 to 1: the share of what it should rest on that was measured or reported.'),
    inputs: z
      .record(z.string(), z.number().nullable())
      .describe('The figures behind it by name, the unit in the name.'),
  })
  .meta({ id: 'ScorePart' });

export const StandingView = z
  .object({
    subject: Named,
    kind: z.enum(['county', 'park']).nullable().describe('Of a district.'),
    rank: z.int().nullable().describe('1 = best; ties share a rank; null: too little is known to be ranked.'),
    rankBefore: z.int().nullable().describe('In the period before.'),
    movement: z.int().nullable().describe('Places gained since the period before; negative: lost.'),
    score: z.number().nullable().describe('0 to 100.'),
    quality: z.number().nullable().describe('Of the parts by their weights, 0 to 1.'),
    parts: z.array(ScorePart),
    former: z
      .object({ revision: z.int(), rank: z.int().nullable(), score: z.number().nullable() })
      .nullable()
      .describe('Where it stood in the revision before, which a reopening corrected.'),
    objections: z.object({ open: z.int(), answered: z.int() }),
    snail: z.boolean().describe('A golden snail (金蜗牛) is confirmed.'),
    projects: z.int(),
    working: z.int(),
    idle: z.int(),
    off: z.int(),
    unknown: z.int().describe('Shown apart, never counted as stalled.'),
    excused: z.int().describe('Excused for the whole period; counted neither way.'),
  })
  .meta({ id: 'Standing' });
export type StandingView = z.infer<typeof StandingView>;

export const StandingQuery = z.object({
  period: Period.optional().describe('By default the one that runs, of the first kind that is configured.'),
  by: z.enum(standingSubjects).default('district'),
  revision: z.coerce
    .number()
    .int()
    .positive()
    .optional()
    .describe('A closing; by default the one that stands, or the figures as they run.'),
});

/** `GET /api/v1/standings`: best first, the unranked last. */
export const StandingList = z
  .object({
    period: z.string(),
    periodBefore: z.string(),
    from: Day,
    to: Day,
    by: z.enum(standingSubjects),
    state: z.enum(periodStates),
    revision: z
      .int()
      .nullable()
      .describe('Of the closing that is shown; null: not frozen, computed as it runs.'),
    closedMs: TimeMs.nullable(),
    inputsHash: z.string().nullable().describe('SHA-256 in hex of what the figures were computed from.'),
    periods: z.array(z.string()).describe('Those that have standings, newest first.'),
    standings: z.array(StandingView),
    lists: z
      .object({ red: z.array(Named), black: z.array(Named) })
      .nullable()
      .describe('红榜 and 黑榜, best first on both; null: the configuration does not ask for them.'),
  })
  .meta({ id: 'StandingList' });
export type StandingList = z.infer<typeof StandingList>;

export const StandingInputsQuery = StandingQuery.extend({ subject: Identifier });

const ProjectInputs = z.object({
  project: Named,
  stage: z.string(),
  annualPlanWan: z.number().nullable(),
  days: z.array(
    z.object({
      day: Day,
      state: z.string(),
      index: z.number().nullable(),
      energyKwh: z.number().nullable(),
      measured: z.number(),
      excused: z.string().nullable(),
      confidence: z.number(),
    }),
  ),
  investments: z.array(
    z.object({
      period: z.string(),
      amountWan: z.number(),
      firstMs: TimeMs.nullable().describe('When it was reported first, where it belongs to the period.'),
      lastMs: TimeMs.nullable(),
    }),
  ),
  plans: z.array(z.object({ period: z.string(), plannedWan: z.number() })),
  milestones: z.array(z.object({ name: z.string(), planned: Day, actual: Day.nullable() })),
  suspensions: z.array(
    z.object({ from: Day, to: Day.nullable(), reason: z.string(), document: z.string().nullable() }),
  ),
  answers: z.object({ asked: z.int(), inTime: z.int() }).nullable(),
  waiting: z.array(z.object({ from: Day, to: Day })).describe('Days that an undecided explanation asks for.'),
});

/** `GET /api/v1/standings/inputs`: what the figures of one subject rest on. */
export const StandingInputs = z
  .object({
    period: z.string(),
    by: z.enum(standingSubjects),
    subject: Named,
    revision: z.int().nullable(),
    asOfMs: TimeMs,
    inputsHash: z.string().nullable(),
    projects: z.array(ProjectInputs),
  })
  .meta({ id: 'StandingInputs' });
export type StandingInputs = z.infer<typeof StandingInputs>;
