import { z } from 'zod';

/** Parameters of validation, estimation and editing (VEE); sources in docs/method.md. */
export const EnergyConfiguration = z
  .strictObject({
    /** A hole up to this long is filled by a straight line, a longer one by the shape of like days. */
    linearGapHours: z.number().positive().default(2),
    /** A step between two readings this many times the meter's own usual step is a hole. */
    gapFactor: z.number().min(1.1).default(1.6),
    /** Energy above this many times the contracted capacity is refused. */
    capacityFactor: z.number().positive().default(1.2),
    /** Where no capacity is known: energy above this many times the highest power of the last weeks is refused. */
    peakFactor: z.number().min(2).default(8),
  })
  .prefault({});
export type EnergyConfiguration = z.infer<typeof EnergyConfiguration>;
