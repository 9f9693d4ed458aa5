import { z } from 'zod';

/** When a golden snail (金蜗牛) is proposed and wiped. A person confirms or declines; the rule never does. */
export const SnailsConfiguration = z
  .strictObject({
    enabled: z.boolean().default(true),
    /** The last so many of those that are ranked. */
    bottom: z.int().min(1).default(1),
    /** So many periods in a row. */
    periods: z.int().min(1).default(3),
    /** A period counts as excused from this share of excused days among all days of the subject's sites on. */
    excusedShare: z.number().min(0).max(1).default(0.5),
    /** What an excused period does to a row: nothing, count like any other, or break it. */
    excusedPeriods: z.enum(['skip', 'count', 'break']).default('skip'),
    /** Caught up: no longer among the last, or at least as good as the median of the ranked. */
    wipedBy: z.enum(['leaving-bottom', 'median']).default('leaving-bottom'),
  })
  .prefault({});
export type SnailsConfiguration = z.infer<typeof SnailsConfiguration>;
