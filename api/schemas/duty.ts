import { z } from 'zod';
import { Named, TimeMs } from './name.ts';

const Rung = z.object({
  audience: z.string().describe('Another one than that of the line: whom it goes up to.'),
  name: z.string(),
  ways: z
    .array(
      z.object({
        channel: z.string(),
        target: z.string().nullable().describe('Hidden from those who do not run paging.'),
      }),
    )
    .describe('In the order in which they are tried.'),
  quietHours: z
    .object({ from: z.string(), to: z.string() })
    .nullable()
    .describe('Nothing is told then; it waits for the end.'),
  waitHours: z.number().describe('Without an acknowledgement in this time the next one is told.'),
});

/** `GET /api/v1/duty`: who is told at a moment, the first in line first. */
export const DutyList = z
  .object({
    atMs: TimeMs,
    lines: z.array(
      z.object({
        audience: z.string().describe('`department/JT`, `district/YZ` or `operator`.'),
        subject: Named.nullable().describe('The department or district; null: the operator.'),
        line: z.array(Rung).describe('Empty: nobody is on duty, and nobody above.'),
      }),
    ),
  })
  .meta({ id: 'DutyList' });
export type DutyList = z.infer<typeof DutyList>;

export const DutyQuery = z.object({
  audience: z.string().optional(),
  atMs: z.coerce.number().int().min(0).optional().describe('By default now.'),
});
