import { z } from 'zod';
import { Day, Identifier, Wan } from '../../model/scalar.ts';

/** `district`: counties and parks; `county`, `park`: of these only the one kind. */
export const progressSubjects = [
  'city',
  'district',
  'county',
  'park',
  'department',
  'category',
  'project',
] as const;
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
    dueShare: z
      .number()
      .nullable()
      .describe('What is due by now, by each project’s own plan curve or the straight line, over the plans.'),
    timeShare: z.number().describe('Share of the year that has passed (序时进度), 0 to 1.'),
    light: z
      .enum(['green', 'yellow', 'red'])
      .nullable()
      .describe('Of a single project: invested over due against the limits of the rules.'),
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

export const PlanCurve = z
  .object({
    own: z.boolean().describe('By the project’s own plan curve; else the annual plan evenly over the year.'),
    points: z
      .array(z.object({ day: Day, totalWan: Wan }))
      .describe('What is to be invested by the end of a day, 万元; a straight line from each to the next.'),
  })
  .meta({ id: 'PlanCurve' });
export type PlanCurve = z.infer<typeof PlanCurve>;

/** `GET /api/v1/forecast`: of the month, the quarter and the year that run. */
export const ForecastList = z
  .object({
    forecasts: z.array(
      z
        .object({
          period: z.string(),
          reportedWan: z.number().describe('What is reported of it already, 万元.'),
          amountWan: z.number().describe('Reported and expected together.'),
          lowWan: z.number(),
          highWan: z.number(),
          coverage: z.number().describe('The share of cases in which the interval is to hold.'),
          tentative: z
            .boolean()
            .describe('Too few cases of the past to know the errors: the interval is an assumption.'),
          backtest: z.object({
            cases: z.int().describe('Days of the past on which it was made again.'),
            error: z.number().nullable().describe('Mean absolute error, as a share of what was expected.'),
            lastPeriodError: z.number().nullable().describe('Of “each day as in the last reported period”.'),
            straightLineError: z.number().nullable().describe('Of the annual plans, evenly over the year.'),
          }),
        })
        .meta({ id: 'Forecast' }),
    ),
  })
  .meta({ id: 'ForecastList' });

export type ForecastList = z.infer<typeof ForecastList>;

export const ForecastQuery = z.object({
  project: Identifier.optional(),
  district: Identifier.optional(),
  department: Identifier.optional(),
});
