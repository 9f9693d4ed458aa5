import type { Meter } from '../../model/meter.ts';
import type { ReadingSeries } from '../../model/reading.ts';
import type { CityDays } from '../city-days.ts';
import { dayNumber } from '../city-days.ts';

/** The columns the energy stage works on, without readings that say nothing or lie outside of the meter's service. */
export interface UsableReadings {
  timeMs: Float64Array;
  /** The register, or the power of a meter that has none. */
  value: Float64Array;
  fromPower: boolean;
  /** Lowest phase, V; NaN: nothing was said. A voltage vouches for a reading: it is no gateway repeating an old register. */
  voltageV: Float64Array;
}

/** Half-open service times of the rows, and where one row follows another. */
export function serviceOf(rows: readonly Meter[], days: CityDays): { fromMs: number; toMs: number }[] {
  return rows.map(({ from, to }) => ({
    fromMs: from === null ? Number.NEGATIVE_INFINITY : days.beginOf(dayNumber(from)),
    toMs: to === null ? Number.POSITIVE_INFINITY : days.beginOf(dayNumber(to) + 1),
  }));
}

export function usableReadings(
  readings: ReadingSeries,
  service: readonly { fromMs: number; toMs: number }[],
  afterMs: number,
  untilMs: number,
): UsableReadings {
  const { timeMs, energyKwh, powerKw, voltageMinV } = readings;
  const fromPower = energyKwh.every(Number.isNaN);
  const source = fromPower ? powerKw : energyKwh;
  const kept = {
    timeMs: new Float64Array(timeMs.length),
    value: new Float64Array(timeMs.length),
    voltageV: new Float64Array(timeMs.length),
  };
  let count = 0;
  let span = service[0]!;
  for (let i = 0; i < timeMs.length; i += 1) {
    const time = timeMs[i]!;
    const value = source[i]!;
    if (Number.isNaN(value) || time <= afterMs || time > untilMs) continue;
    if (time < span.fromMs || time > span.toMs) {
      // A reading at the very end of a day still tells what flowed on that day, so the end belongs to it.
      const other = service.find(({ fromMs, toMs }) => time >= fromMs && time <= toMs);
      if (other === undefined) continue;
      span = other;
    }
    kept.timeMs[count] = time;
    kept.value[count] = value;
    kept.voltageV[count] = voltageMinV[i]!;
    count += 1;
  }
  return {
    timeMs: kept.timeMs.subarray(0, count),
    value: kept.value.subarray(0, count),
    fromPower,
    voltageV: kept.voltageV.subarray(0, count),
  };
}
