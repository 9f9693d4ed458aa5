/** What is remembered of one meter at a moment; plain values, so that it can be written as JSON. */
export interface MeterMemory {
  meter: string;
  /** The last accepted reading: its time and its register (for a meter without one, the integral of its power). */
  lastMs: number;
  lastKwh: number;
  /** Power of the last reading, kW; null: it sent none. */
  lastKw: number | null;
  /** The newest reading of all, accepted or not: when the meter was last heard. */
  heardMs: number;
  /** The last few steps between readings in milliseconds, newest last; their median is the meter's cadence. */
  steps: number[];
  /** Smallest step the register has been seen to make, kWh; null: it has not moved yet. */
  resolutionKwh: number | null;
  /** Begin of the run of readings over which the register has stood still; null: it moves. */
  stillSinceMs: number | null;
  /** Usual voltage of the lowest phase, V, and since when one phase has had much less; null: not known, not lost. */
  usualV: number | null;
  lostPhaseSinceMs: number | null;
  /** Highest mean power between two readings, fading by the week, kW. */
  peakKw: number;
  /** Mean energy of each hour for five kinds of day, and how often each was seen; see `like-days.ts`. */
  hourKwh: number[];
  hourCount: number[];
  /** The lowest hours of recent days, kW: what the supply draws when nobody is there. */
  floorsKw: number[];
}

export function newMeterMemory(meter: string, timeMs: number, kwh: number): MeterMemory {
  return {
    meter,
    lastMs: timeMs,
    lastKwh: kwh,
    lastKw: null,
    heardMs: timeMs,
    steps: [],
    resolutionKwh: null,
    stillSinceMs: null,
    usualV: null,
    lostPhaseSinceMs: null,
    peakKw: 0,
    hourKwh: new Array<number>(5 * 24).fill(0),
    hourCount: new Array<number>(5 * 24).fill(0),
    floorsKw: [],
  };
}

export function copyMeterMemory(memory: MeterMemory): MeterMemory {
  return {
    ...memory,
    steps: memory.steps.slice(),
    hourKwh: memory.hourKwh.slice(),
    hourCount: memory.hourCount.slice(),
    floorsKw: memory.floorsKw.slice(),
  };
}
