import { z } from 'zod';

/** RFC 9457. `code` is stable and for machines; `detail` says what is wrong and `hint` what to do. */
export const Problem = z
  .object({
    type: z.string().describe('`about:blank`, or a reference to the code in the documentation.'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().describe('The path that was asked for.'),
    code: z.string().describe('Stable; for machines.'),
    hint: z.string().describe('What to do.'),
    faults: z
      .array(z.string())
      .optional()
      .describe('Every fault at once: `projects.csv:3 district: …`, or the field of a body or a query.'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
