import { type EnergySeries, intervalMs } from '../../model/energy.ts';
import type { CampDay } from './camp.ts';
import { type DayParts, partsOf } from './day-parts.ts';
import { bestShift, type Shift } from './shape.ts';

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
  shift: Shift;
  /** The day's own standing load over 24 hours: mean of its lowest fifth, kWh. */
  floorKwh: number;
  /** Energy above that floor, kWh. */
  aboveKwh: number;
  /** 96 quarter hours, kW, what is not known filled with what was before it; null: no shape. */
  loadKw: readonly number[] | null;
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

/** The day under work, kWh, and what of it is known: big typed arrays are dear to make, and this is done for every day. */
let load = new Float64Array(100);
let known = new Float64Array(100);

export function digestDay(
  meters: readonly DigestMeter[],
  day: number,
  beginMs: number,
  endMs: number,
  hours: readonly number[],
  camp: CampDay | null,
): DayDigest {
  const length = Math.round((endMs - beginMs) / intervalMs);
  makeRoom(length);
  const weights = meters.map((meter) => Math.max(meter.usualKwh, 1e-6));
  const weightSum = weights.reduce((a, b) => a + b, 0);
  let energyKwh = 0;
  let measured = 0;
  let edits = 0;
  for (const [m, { series }] of meters.entries()) {
    const one = addTo(length, series, Math.round((beginMs - series.startMs) / intervalMs));
    energyKwh += one.kwh;
    edits |= one.edits;
    measured += (one.measured / length) * (weights[m]! / weightSum);
  }
  const count = pickKnown(length);
  const shaped = meters.some((meter) => meter.shaped) && count >= length / 2;
  const scale = count === 0 ? Number.NaN : length / count;
  let sum = 0;
  for (let i = 0; i < count; i += 1) sum += known[i]!;
  const kwh = sum * scale;
  const shift = bestShift(hours);
  if (!shaped) {
    return {
      day,
      energyKwh,
      kwh,
      measured,
      edits,
      shaped,
      hours,
      shift,
      floorKwh: 0,
      aboveKwh: 0,
      loadKw: null,
      parts: null,
      camp,
    };
  }
  const loadKw = filled(length);

  known.subarray(0, count).sort();
  const lowest = Math.max(1, Math.round(count * lowestShare));
  let low = 0;
  for (let i = 0; i < lowest; i += 1) low += known[i]!;
  const floor = low / lowest;
  let above = 0;
  for (let i = 0; i < count; i += 1) above += Math.max(0, known[i]! - floor);
  return {
    day,
    energyKwh,
    kwh,
    measured,
    edits,
    shaped,
    hours,
    shift,
    floorKwh: floor * length,
    aboveKwh: above * scale,
    loadKw,
    parts: partsOf(loadKw),
    camp,
  };
}

function makeRoom(length: number): void {
  if (load.length < length) {
    load = new Float64Array(length);
    known = new Float64Array(length);
  }
  load.fill(0, 0, length);
}

/** Adds a meter's day, which begins at interval `first` of its series. What lies outside of the series is not known. */
function addTo(
  length: number,
  { kwh, measured, edits }: EnergySeries,
  first: number,
): { kwh: number; measured: number; edits: number } {
  const sum = { kwh: 0, measured: 0, edits: 0 };
  for (let i = 0; i < length; i += 1) {
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

/** Answers how many are known. */
function pickKnown(length: number): number {
  let count = 0;
  for (let i = 0; i < length; i += 1) {
    const value = load[i]!;
    if (Number.isNaN(value)) continue;
    known[count] = value;
    count += 1;
  }
  return count;
}

/** A day of a clock change has more or fewer quarter hours than 96; its last ones are left out or stand still. */
function filled(length: number): number[] {
  const kw = new Array<number>(96);
  let first = 0;
  while (first < length && Number.isNaN(load[first]!)) first += 1;
  let before = first < length ? 4 * load[first]! : 0;
  for (let i = 0; i < kw.length; i += 1) {
    const kwh = i < length ? load[i]! : Number.NaN;
    if (!Number.isNaN(kwh)) before = 4 * kwh;
    kw[i] = before;
  }
  return kw;
}
