import { z } from 'zod';
import { Day, Identifier } from './scalar.ts';

export const meterRoles = ['construction', 'camp', 'production'] as const;

/** A meter, or one stretch of a meter's life: after a change of meter the new one has its own row with `from`. */
export const Meter = z.object({
  id: Identifier,
  project: Identifier,
  role: z.enum(meterRoles),
  /** Ratio of the current and voltage transformers; primary value = what the meter shows × multiplier. */
  multiplier: z.number().positive(),
  /** The register's full dial (`99999.99`) or the value at which it wraps (`100000`), before the multiplier; null: it does not wrap. */
  registerMaxKwh: z.number().positive().nullable(),
  /** Contracted capacity of the supply; null: not known, so nothing is rejected by it. */
  capacityKva: z.number().positive().nullable(),
  /** Payload profile by name; see `ingest/profiles`. */
  profile: z.string().min(1),
  /** First day and last day, both inclusive, in the city's zone; null: open. */
  from: Day.nullable(),
  to: Day.nullable(),
});
export type Meter = z.infer<typeof Meter>;
export type MeterRole = Meter['role'];

/** The value at which a register wraps to 0, before the multiplier: a dial full of nines goes one last digit further. */
export function registerModulusKwh(registerMaxKwh: number): number {
  const full = /^9+(?:\.(?<decimals>9+))?$/.exec(String(registerMaxKwh));
  if (full === null) return registerMaxKwh;
  return Math.round(registerMaxKwh + 10 ** -(full.groups?.decimals?.length ?? 0));
}
