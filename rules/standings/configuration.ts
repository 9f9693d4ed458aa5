import { z } from 'zod';
import { scoreParts } from '../../model/standing.ts';

const Weight = z.number().min(0);

/** How districts, departments and projects are scored and ranked; what each figure is for stands in docs/standings.md. */
export const StandingsConfiguration = z
  .strictObject({
    /** What each part counts; they need not add up to anything. 0 leaves a part out. */
    weights: z
      .strictObject({
        investment: Weight.default(50),
        milestones: Weight.default(20),
        electricity: Weight.default(20),
        answers: Weight.default(10),
      })
      .refine((weights) => scoreParts.some((part) => weights[part] > 0), 'one weight has to be above 0')
      .prefault({}),
    /** A subject with fewer projects that something is known of has no rank: one site is no rate. */
    leastProjects: z.int().min(1).default(3),
    /** Share of what a score should rest on that has to be reported or measured; below it there is no rank. */
    leastKnown: z.number().min(0).max(1).default(0.5),
    /** Ranks counties and parks in two lists; false: in one. */
    parksApart: z.boolean().default(false),
    /** Points, of 100, for investment and milestones exactly as planned; more is for those who are ahead. */
    onPlanPoints: z.number().positive().max(100).default(80),
    /** What one project invested counts up to this many times what was due: one must not hide many. */
    mostDone: z.number().min(1).default(1.3),
    milestones: z
      .strictObject({
        /** Days ahead of plan that bring all points. */
        fullDaysEarly: z.number().positive().default(30),
        /** Days behind plan, paused ones not counted, at which no point is left. */
        noneDaysLate: z.number().positive().default(90),
      })
      .prefault({}),
    /** 投产见效: production is looked for on the production meters, from the day all milestones are reached. */
    effect: z
      .strictObject({
        /** Days after completion by which production is due, as a milestone is. */
        days: z.int().min(0).default(90),
        /** A day produces from this share of contracted capacity × 24 h on. */
        loadShare: z.number().positive().max(1).default(0.1),
        /** So many days in a row make it production and not a trial. */
        runDays: z.int().min(1).default(5),
      })
      .prefault({}),
    /** Days after the end of a period within which its report is in time; a period is closed later than that. */
    reportDays: z.int().min(0).default(1),
    /** 红榜, 黑榜: the first and the last of each ranking. */
    lists: z
      .strictObject({ enabled: z.boolean().default(false), length: z.int().min(1).default(3) })
      .prefault({}),
  })
  .prefault({});
export type StandingsConfiguration = z.infer<typeof StandingsConfiguration>;
