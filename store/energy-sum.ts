import type { TotalEnergy } from './readings.ts';

/**
 * A sum of energy as every engine answers it: to the millionth of a kWh and of a share. The last bits of a sum of
 * floating-point numbers depend on the order of adding, which is each engine's own.
 */
export function energySum(timeMs: number, kwh: number, measured: number): TotalEnergy {
  return { timeMs, kwh: toMillionth(kwh), measured: toMillionth(measured) };
}

/** Rounded as every sum of energy and of shares is. */
export function toMillionth(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
