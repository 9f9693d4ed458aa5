export const intervalMs = 15 * 60_000;

/** Why an interval's energy is not simply the difference of two registers. One bit each, so that a column is numbers. */
export const EnergyEdit = {
  interpolated: 1,
  likeDays: 2,
  backlogSpread: 4,
  rollover: 8,
  reset: 16,
  glitch: 32,
  spike: 64,
  meterChange: 128,
  deadGateway: 256,
  integrated: 512,
  overCapacity: 1024,
  repeated: 2048,
} as const;
export type EnergyEdit = keyof typeof EnergyEdit;

/** The energy of one meter in steps of 15 minutes without holes; interval i begins at `startMs + i × intervalMs`. */
export interface EnergySeries {
  meter: string;
  startMs: number;
  /** NaN: unknown. */
  kwh: Float64Array;
  /** Share of the interval that was measured, not estimated: 0 to 1. */
  measured: Float64Array;
  /** Bits of `EnergyEdit`. */
  edits: Uint16Array;
}

export function editNames(bits: number): EnergyEdit[] {
  return (Object.keys(EnergyEdit) as EnergyEdit[]).filter((name) => (bits & EnergyEdit[name]) !== 0);
}
