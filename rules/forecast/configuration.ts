import { z } from 'zod';

export const ForecastConfiguration = z
  .strictObject({
    /** Share of the cases in which the interval is to hold. */
    coverage: z.number().min(0.5).max(0.99).default(0.8),
  })
  .prefault({});
export type ForecastConfiguration = z.infer<typeof ForecastConfiguration>;
