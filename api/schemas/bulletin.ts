import { z } from 'zod';
import type { Bulletin as BulletinModel } from '../../model/bulletin.ts';
import { findingKinds, findingLevels } from '../../model/finding.ts';
import { Period } from '../../model/period.ts';
import { Day } from '../../model/scalar.ts';
import { snailStates } from '../../model/snail.ts';
import { scoreParts, standingSubjects } from '../../model/standing.ts';
import { TimeMs } from './name.ts';

const Figures = z
  .object({
    projects: z.int(),
    working: z.int(),
    idle: z.int(),
    off: z.int(),
    unknown: z.int().describe('Shown apart, never counted as stalled.'),
    excused: z.int(),
    workingShare: z.number().nullable().describe('0 to 1, of the known days that are not excused.'),
    investedWan: z.number().nullable().describe('Of the year up to the period’s end, 万元.'),
    planWan: z.number().nullable(),
    doneShare: z.number().nullable().describe('0 to 1 and beyond.'),
    timeShare: z.number(),
    reports: z.object({ inTime: z.int(), late: z.int(), missing: z.int() }),
  })
  .meta({ id: 'BulletinFigures' });

const Standing = z
  .object({
    period: Period,
    by: z.enum(standingSubjects),
    subject: z.string(),
    name: z.string(),
    kind: z.enum(['county', 'park']).nullable(),
    rank: z.int().nullable(),
    rankBefore: z.int().nullable(),
    score: z.number().nullable(),
    parts: z.array(
      z.object({
        part: z.enum(scoreParts),
        score: z.number().nullable(),
        weight: z.number(),
        quality: z.number(),
        inputs: z.record(z.string(), z.number().nullable()),
      }),
    ),
    snail: z.boolean(),
    projects: z.int(),
    working: z.int(),
    idle: z.int(),
    off: z.int(),
    unknown: z.int(),
    excused: z.int(),
    figures: Figures,
  })
  .meta({ id: 'BulletinStanding' });

const Snail = z
  .object({
    period: Period,
    by: z.enum(['district', 'department']),
    subject: z.string(),
    name: z.string(),
    state: z.enum(snailStates),
    places: z.array(
      z.object({
        period: Period,
        rank: z.int(),
        ranked: z.int(),
        score: z.number(),
        excused: z.boolean(),
      }),
    ),
    history: z.array(
      z.object({
        what: z.enum(snailStates),
        reason: z.string().nullable(),
        closing: Period.nullable(),
        actor: z.string(),
        atMs: TimeMs,
      }),
    ),
  })
  .meta({ id: 'BulletinSnail' });

/** `GET /api/v1/bulletins/{period}.json`: one closed period, frozen; every other form carries the same figures. */
export const Bulletin = z
  .object({
    period: Period,
    revision: z.int().describe('Grows with each closing after a reopening.'),
    state: z.enum(['draft', 'published']),
    from: Day,
    to: Day,
    closedMs: TimeMs,
    publishedMs: TimeMs.nullable(),
    inputsHash: z.string().describe('SHA-256 in hex of what the figures were computed from.'),
    issuer: z.string(),
    number: z.string().nullable(),
    title: z.string(),
    simulated: z.boolean(),
    city: Figures,
    standings: z.object({
      district: z.array(Standing),
      department: z.array(Standing),
      project: z.array(Standing),
    }),
    findings: z.array(
      z.object({
        id: z.string(),
        project: z.string(),
        name: z.string(),
        district: z.string(),
        department: z.string(),
        kind: z.enum(findingKinds),
        level: z.enum(findingLevels),
        since: Day,
        opened: Day,
        days: z.int(),
        sentence: z.string(),
      }),
    ),
    snails: z.array(Snail),
  })
  .meta({ id: 'Bulletin' }) satisfies z.ZodType<BulletinModel>;

export const bulletinForms = ['json', 'csv', 'xlsx', 'docx'] as const;

export const BulletinAddress = z.object({ period: Period, form: z.enum(bulletinForms) });

export const BulletinQuery = z.object({
  revision: z.coerce
    .number()
    .int()
    .positive()
    .optional()
    .describe('By default the newest that you may see: drafts are for administrators and supervisors.'),
});

/** `GET /api/v1/bulletins`: newest first, without the figures. */
export const BulletinList = z
  .object({
    bulletins: z.array(
      z.object({
        period: Period,
        revision: z.int(),
        state: z.enum(['draft', 'published']),
        number: z.string().nullable(),
        title: z.string(),
        closedMs: TimeMs,
        publishedMs: TimeMs.nullable(),
      }),
    ),
  })
  .meta({ id: 'BulletinList' });
export type Bulletin = z.infer<typeof Bulletin>;
export type BulletinList = z.infer<typeof BulletinList>;
