import { z } from 'zod';
import { Day } from '../../model/scalar.ts';
import { Named } from './name.ts';

const Minutes = z.number().nullable().describe('Median in minutes from the arrival of the first letter.');

export const ResponseTimeView = z
  .object({
    department: Named,
    pages: z.int().describe('Pages that were told.'),
    acknowledged: z.number().describe('Share of them that was acknowledged: 0 to 1.'),
    explained: z.number().describe('Share of them that was explained: 0 to 1.'),
    asked: z.int().describe('Questions in writing that were answered, or whose time is over.'),
    inTime: z.int().describe('Of these, answered in time: explained, or at work again.'),
    acknowledgeMinutes: Minutes,
    recoverMinutes: Minutes.describe('Median in minutes to the end that the electricity showed.'),
  })
  .meta({ id: 'ResponseTimes' });

/** `GET /api/v1/response-times`: how each department answers the pages that opened in these days. */
export const ResponseTimeList = z
  .object({ from: Day, to: Day, departments: z.array(ResponseTimeView) })
  .meta({ id: 'ResponseTimeList' });
export type ResponseTimeList = z.infer<typeof ResponseTimeList>;

export const ResponseTimeQuery = z
  .object({
    from: Day.optional().describe('By default 29 days before `to`.'),
    to: Day.optional().describe('By default today; both days are in it.'),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, 'it ends before it begins');
