import { z } from 'zod';
import { TimeMs } from './name.ts';

export const EnergyPoint = z
  .object({
    timeMs: TimeMs.describe('Begin of the step.'),
    energyKwh: z.number(),
    measured: z.number().describe('Share that was measured, not estimated: 0 to 1.'),
  })
  .meta({ id: 'EnergyPoint' });
export type EnergyPoint = z.infer<typeof EnergyPoint>;

/** `GET /api/v1/projects/{id}/energy`: all meters of the project; steps without any interval are absent. */
export const EnergyView = z
  .object({
    project: z.string(),
    step: z.enum(['interval', 'hour', 'day']).describe('`interval`: 15 minutes.'),
    fromMs: TimeMs,
    toMs: TimeMs,
    points: z.array(EnergyPoint),
  })
  .meta({ id: 'EnergyView' });
export type EnergyView = z.infer<typeof EnergyView>;

/** `GET /api/v1/energy`: the sum over the projects that the asker may see (or one district of them). */
export const CityEnergy = z
  .object({
    step: EnergyView.shape.step,
    fromMs: TimeMs,
    toMs: TimeMs,
    points: z.array(
      EnergyPoint.extend({
        usualKwh: z
          .number()
          .nullable()
          .describe(
            'Mean of the same step in the four weeks before; null: fewer than two of them are known.',
          ),
      }),
    ),
  })
  .meta({ id: 'CityEnergy' });
export type CityEnergy = z.infer<typeof CityEnergy>;
