/** One value for each phase, A B C; null where the meter has no such phase or did not send it. */
export type Phases = readonly [a: number | null, b: number | null, c: number | null];

/**
 * What a meter said at one instant, in primary values: the register and the power are already multiplied by
 * the meter's multiplier. `meter` and `timeMs` together identify a reading; the last one received wins.
 * At least one of `energyKwh` and `powerKw` is there.
 */
export interface Reading {
  meter: string;
  project: string;
  /** The device's time, UTC epoch milliseconds. */
  timeMs: number;
  /** When we received it, UTC epoch milliseconds; the two differ for backlog and for wrong clocks. */
  receivedMs: number;
  /** The cumulative register, not the energy of an interval. */
  energyKwh: number | null;
  /** Active power, all phases; negative when the site feeds in. */
  powerKw: number | null;
  voltageV: Phases | null;
  currentA: Phases | null;
  powerFactor: number | null;
}

/**
 * The readings of one meter in time order, one column each and all of the same length. NaN stands for
 * "not sent". Columns, because the rules go over millions of them.
 */
export interface ReadingSeries {
  meter: string;
  timeMs: Float64Array;
  receivedMs: Float64Array;
  energyKwh: Float64Array;
  powerKw: Float64Array;
  /** The lowest and the highest of the phases that were sent: a lost phase shows as a low minimum. */
  voltageMinV: Float64Array;
  voltageMaxV: Float64Array;
}
