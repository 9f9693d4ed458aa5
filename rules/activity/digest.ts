import { type EnergySeries, intervalMs } from '../../model/energy.ts';
import type { CampDay } from './camp.ts';
import { type DayParts, partsOf } from './day-parts.ts';

/** What one day of a project's construction supply looked like, in a few figures. */
export interface DayDigest {
  day: number;
  /** All meters together, as far as known. */
  energyKwh: number;
  /** The same for a whole day, where a part is not known; NaN: nothing is. */
  kwh: number;
  /** 0 to 1, the meters weighted by what they usually draw. */
  measured: number;
  /** Bits of `EnergyEdit`, of all intervals and meters together. */
  edits: number;
  /** What follows is known: the meters show when the energy flowed, not only how much. */
  shaped: boolean;
  /** Energy of each hour, kWh; NaN where a part is not known. */
  hours: readonly number[];
  /** The day's own standing load over 24 hours: mean of its lowest fifth, kWh. */
  floorKwh: number;
  /** Energy above that floor, kWh. */
  aboveKwh: number;
  /** 96 quarter hours, kW, what is not known filled with what was before it; null: no shape. */
  loadKw: Float64Array | null;
  /** null: no shape. */
  parts: DayParts | null;
  /** What the camp's own meters say; null: it has none, or they say nothing of this day. */
  camp: CampDay | null;
}

/** One meter's part in a digest. */
export interface DigestMeter {
  series: EnergySeries;
  /** What it usually draws in a day; weighs its measured share. */
  usualKwh: number;
  shaped: boolean;
}

const lowestShare = 0.2;

export function digestDay(
  meters: readonly DigestMeter[],
  day: number,
  beginMs: number,
  endMs: number,
  hours: readonly number[],
  camp: CampDay | null,
): DayDigest {
  const length = Math.round((endMs - beginMs) / intervalMs);
  const load = new Float64Array(length);
  const weights = meters.map((meter) => Math.max(meter.usualKwh, 1e-6));
  const weightSum = weights.reduce((a, b) => a + b, 0);
  let energyKwh = 0;
  let measured = 0;
  let edits = 0;
  for (const [m, { series }] of meters.entries()) {
    const one = addTo(load, series, Math.round((beginMs - series.startMs) / intervalMs));
    energyKwh += one.kwh;
    edits |= one.edits;
    measured += (one.measured / length) * (weights[m]! / weightSum);
  }
  const known = knownOf(load);
  const shaped = meters.some((meter) => meter.shaped) && known.length >= length / 2;
  const scale = known.length === 0 ? Number.NaN : length / known.length;
  let sum = 0;
  for (const value of known) sum += value;
  const kwh = sum * scale;
  if (!shaped) {
    return {
      day,
      energyKwh,
      kwh,
      measured,
      edits,
      shaped,
      hours,
      floorKwh: 0,
      aboveKwh: 0,
      loadKw: null,
      parts: null,
      camp,
    };
  }
  const loadKw = filled(load);

  known.sort();
  const lowest = known.subarray(0, Math.max(1, Math.round(known.length * lowestShare)));
  let low = 0;
  for (const value of lowest) low += value;
  const floor = low / lowest.length;
  let above = 0;
  for (const value of known) above += Math.max(0, value - floor);
  return {
    day,
    energyKwh,
    kwh,
    measured,
    edits,
    shaped,
    hours,
    floorKwh: floor * length,
    aboveKwh: above * scale,
    loadKw,
    parts: partsOf(loadKw),
    camp,
  };
}

/** Adds a meter's day, which begins at interval `first` of its series. What lies outside of the series is not known. */
function addTo(
  load: Float64Array,
  { kwh, measured, edits }: EnergySeries,
  first: number,
): { kwh: number; measured: number; edits: number } {
  const sum = { kwh: 0, measured: 0, edits: 0 };
  for (let i = 0; i < load.length; i += 1) {
    const at = first + i;
    if (at < 0 || at >= kwh.length) {
      load[i] = Number.NaN;
      continue;
    }
    const value = kwh[at]!;
    load[i]! += value;
    if (!Number.isNaN(value)) sum.kwh += value;
    sum.measured += measured[at]!;
    sum.edits |= edits[at]!;
  }
  return sum;
}

function knownOf(load: Float64Array): Float64Array {
  const known = new Float64Array(load.length);
  let count = 0;
  for (const value of load) {
    if (Number.isNaN(value)) continue;
    known[count] = value;
    count += 1;
  }
  return known.subarray(0, count);
}

/** A day of a clock change has more or fewer quarter hours than 96; its last ones are left out or stand still. */
function filled(load: Float64Array): Float64Array {
  const kw = new Float64Array(96);
  let before = 4 * (load.find((kwh) => !Number.isNaN(kwh)) ?? 0);
  for (let i = 0; i < kw.length; i += 1) {
    const kwh = load[i] ?? Number.NaN;
    if (!Number.isNaN(kwh)) before = 4 * kwh;
    kw[i] = before;
  }
  return kw;
}
