import { z } from 'zod';
import { Day } from '../../model/scalar.ts';
import { standingSubjects } from '../../model/standing.ts';
import { Named } from './name.ts';

export const StandingView = z
  .object({
    subject: Named,
    rank: z.int().nullable().describe('1 = best; ties share a rank; null: too little is known to be ranked.'),
    rankBefore: z.int().nullable().describe('In the period before.'),
    score: z.number().nullable().describe('0 to 100.'),
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

/** `GET /api/v1/standings`: best first, the unranked last. */
export const StandingList = z
  .object({
    period: z.string(),
    periodBefore: z.string(),
    from: Day,
    to: Day,
    by: z.enum(standingSubjects),
    periods: z.array(z.string()).describe('Those that have standings, newest first.'),
    standings: z.array(StandingView),
  })
  .meta({ id: 'StandingList' });
export type StandingList = z.infer<typeof StandingList>;
