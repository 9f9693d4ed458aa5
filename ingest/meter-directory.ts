import type { Meter } from '../model/meter.ts';

/** What validation needs to know of one stretch of a meter's life, with days turned to instants once. */
export interface MeterStretch {
  id: string;
  project: string;
  profile: string;
  multiplier: number;
  /** Before the multiplier; Infinity: it does not wrap. */
  registerMaxKwh: number;
  /** 1.2 × the contracted capacity; Infinity: the capacity is not known. */
  powerLimitKw: number;
  /** The stretch is from ≤ t < to, UTC epoch milliseconds. */
  fromMs: number;
  toMs: number;
}

/** A load above 1.2 times what the supply is contracted for is a fault of measuring, not a load. */
const capacityTolerance = 1.2;

function dayStartMs(day: string, zone: string, addDays: number): number {
  return Temporal.PlainDate.from(day).add({ days: addDays }).toZonedDateTime(zone).epochMilliseconds;
}

function stretchOf(meter: Meter, zone: string): MeterStretch {
  return {
    id: meter.id,
    project: meter.project,
    profile: meter.profile,
    multiplier: meter.multiplier,
    registerMaxKwh: meter.registerMaxKwh ?? Number.POSITIVE_INFINITY,
    powerLimitKw:
      meter.capacityKva === null ? Number.POSITIVE_INFINITY : meter.capacityKva * capacityTolerance,
    fromMs: meter.from === null ? Number.NEGATIVE_INFINITY : dayStartMs(meter.from, zone, 0),
    toMs: meter.to === null ? Number.POSITIVE_INFINITY : dayStartMs(meter.to, zone, 1),
  };
}

/** Every meter that may report, by id. Immutable: a changed registry makes a new one. */
export class MeterDirectory {
  readonly #stretches = new Map<string, MeterStretch[]>();

  constructor(meters: readonly Meter[], zone: string) {
    for (const meter of meters) {
      const stretches = this.#stretches.get(meter.id);
      if (stretches) stretches.push(stretchOf(meter, zone));
      else this.#stretches.set(meter.id, [stretchOf(meter, zone)]);
    }
    for (const stretches of this.#stretches.values()) stretches.sort((a, b) => a.fromMs - b.fromMs);
  }

  /** In the order of time; undefined: no such meter. */
  stretches(id: string): readonly MeterStretch[] | undefined {
    return this.#stretches.get(id);
  }
}
