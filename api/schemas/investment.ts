import { z } from 'zod';
import { Period } from '../../model/period.ts';
import { Day, Identifier, Wan } from '../../model/scalar.ts';
import { Named, TimeMs } from './name.ts';

/** `GET /api/v1/investments`: what was reported for a period, and by whom nothing was; these come first. */
export const InvestmentList = z
  .object({
    period: z.string(),
    from: Day,
    to: Day,
    totalWan: Wan,
    reported: z.int(),
    late: z.int().describe('Of those reported, the ones that came after `dueBy`.'),
    missing: z
      .int()
      .describe('Projects under construction that report by this kind of period and have not by `dueBy`.'),
    waiting: z.int().describe('The same, while there still is time.'),
    dueBy: Day.describe('The last day on which a report of the period is in time.'),
    reports: z.array(
      z.object({
        project: Named,
        district: Named,
        department: Named,
        amountWan: Wan.nullable().describe('null: not reported.'),
        verdict: z
          .enum(['in-time', 'late', 'missing', 'waiting'])
          .nullable()
          .describe('null: not reported, and the project reports by another kind of period.'),
        history: z
          .array(z.object({ amountWan: Wan, actor: z.string(), atMs: TimeMs }))
          .describe('Every figure that was reported, oldest first: the last one counts.'),
      }),
    ),
  })
  .meta({ id: 'InvestmentList' });
export type InvestmentList = z.infer<typeof InvestmentList>;

export const InvestmentQuery = z.object({
  period: Period.optional().describe('By default the last half month that has ended.'),
  district: Identifier.optional(),
  department: Identifier.optional(),
  verdict: z
    .enum(['in-time', 'late', 'missing', 'waiting'])
    .optional()
    .describe('Only the reports of this kind: `missing` lists who has not reported.'),
});
