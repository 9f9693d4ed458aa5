import { z } from 'zod';
import { Day, Identifier, Wan } from '../../model/scalar.ts';

export const progressSubjects = ['city', 'district', 'department', 'category', 'project'] as const;
export type ProgressSubject = (typeof progressSubjects)[number];

export const PlanProgressRow = z
  .object({
    subject: z
      .object({ id: z.string(), name: z.string() })
      .describe('Of the category the word itself; of the city `*`.'),
    projects: z.int(),
    reported: z.int().describe('Of these, with a report of this year.'),
    investedWan: Wan.nullable().describe('Reported for the year; null: nothing was.'),
    planWan: Wan.nullable().describe('The annual plans together; null: none is known.'),
    doneShare: z
      .number()
      .nullable()
      .describe('What the projects with a plan invested, over their plans (年度计划完成率).'),
    timeShare: z.number().describe('Share of the year that has passed (序时进度), 0 to 1.'),
    light: z
      .enum(['green', 'yellow', 'red'])
      .nullable()
      .describe('Of a single project: done share over time share against the limits of the rules.'),
  })
  .meta({ id: 'PlanProgressRow' });
export type PlanProgressRow = z.infer<typeof PlanProgressRow>;

/** `GET /api/v1/progress`: the annual plan against time; furthest behind first, those without a plan last. */
export const PlanProgressList = z
  .object({ asOf: Day, by: z.enum(progressSubjects), rows: z.array(PlanProgressRow) })
  .meta({ id: 'PlanProgressList' });
export type PlanProgressList = z.infer<typeof PlanProgressList>;

export const PlanProgressQuery = z.object({
  by: z.enum(progressSubjects).default('district'),
  asOf: Day.optional().describe('By default today; later reports are not looked at.'),
  district: Identifier.optional(),
});
