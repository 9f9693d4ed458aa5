import { z } from 'zod';
import { findingKinds, findingLevels } from '../../model/finding.ts';
import { Named, TimeMs } from './name.ts';

const steps = [
  'opened',
  'reopened',
  'level',
  'queued',
  'told',
  'undelivered',
  'escalated',
  'acknowledged',
  'explained',
  'decided',
  'closed',
] as const;

const matters = [...findingKinds, 'meter-storm', 'undelivered'] as const;

export const PageView = z
  .object({
    id: z.string(),
    finding: z.string().nullable(),
    project: Named.nullable(),
    matter: z.enum(matters),
    level: z.enum(findingLevels),
    audience: z.string().describe('Who answers: `department/JT`, `district/YZ` or `operator`.'),
    responsible: Named.nullable().describe('The department or district of the audience; null: the operator.'),
    openedMs: TimeMs,
    risenMs: TimeMs.describe('When it opened, or its level rose last.'),
    escalated: z.int().describe('How far it has gone up; 0: the first in line.'),
    toldMs: TimeMs.nullable().describe('When the first letter about it arrived.'),
    acknowledgedMs: TimeMs.nullable(),
    acknowledgedBy: z.string().nullable(),
    explainUntilMs: TimeMs.nullable().describe('The time to explain, as the first letter gave it.'),
    explainedMs: TimeMs.nullable(),
    held: z
      .string()
      .nullable()
      .describe(
        'Why nobody is told now: `no-route`, `silence ID`, `suspension-asked`, `excused`, `meter-in-doubt`, `storm PART`, `nobody-on-duty`, `operator-unreachable`; null: nothing holds it back.',
      ),
    closedMs: TimeMs.nullable(),
    closedBy: z
      .string()
      .nullable()
      .describe('`measurement`, `suspension`, `evaluation` (late readings took it back), or a person.'),
  })
  .meta({ id: 'Page' });
export type PageView = z.infer<typeof PageView>;

/** `GET /api/v1/pages`: last opened first. */
export const PageList = z.object({ pages: z.array(PageView) }).meta({ id: 'PageList' });
export type PageList = z.infer<typeof PageList>;

export const PageQuery = z.object({
  open: z.stringbool().default(true).describe('Only those that are not closed.'),
  project: z.string().optional(),
  audience: z.string().optional().describe('`operator`: what only those who run the service can mend.'),
});

/** `GET /api/v1/pages/{id}`: what happened to it, step by step, and every try to deliver its letters. */
export const PageDetail = PageView.extend({
  steps: z.array(
    z.object({ what: z.enum(steps), actor: z.string(), atMs: TimeMs, note: z.string().nullable() }),
  ),
  attempts: z.array(
    z.object({
      atMs: TimeMs,
      tookMs: z.number(),
      channel: z.string(),
      target: z.string().nullable().describe('Hidden from those whose page it is not to run.'),
      outcome: z.enum(['delivered', 'postponed', 'refused']),
      detail: z.string().nullable(),
    }),
  ),
}).meta({ id: 'PageDetail' });
export type PageDetail = z.infer<typeof PageDetail>;
