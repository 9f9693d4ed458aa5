import type { SiteMeter } from '../city/site.ts';
import type { MeterLoad } from '../load/site-run.ts';
import { mix, Random } from '../random.ts';
import { type DayNumber, dayAt, dayStartMs, stepMs, stepsPerDay } from '../surroundings/days.ts';
import { inPlace, registerShown } from './register.ts';

/** Every reading of a day twice: some faults double them. */
const roomOfDay = stepsPerDay * 2 + 8;

/**
 * What one meter says over one day, a column each, in the order it is sent. Values as the meter shows them, before
 * the multiplier. A fault changes, drops, doubles or moves entries; `count` of them are valid.
 */
export class Frame {
  /** The id under which it speaks: another than the meter's own after a change of meter. */
  id = '';
  count = 0;
  readonly timeMs: Float64Array;
  readonly energyKwh: Float64Array;
  readonly powerKw: Float64Array;
  /** NaN: no voltage was sent. */
  readonly voltageA: Float64Array;
  readonly voltageB: Float64Array;
  readonly voltageC: Float64Array;

  constructor(room = roomOfDay) {
    this.timeMs = new Float64Array(room);
    this.energyKwh = new Float64Array(room);
    this.powerKw = new Float64Array(room);
    this.voltageA = new Float64Array(room);
    this.voltageB = new Float64Array(room);
    this.voltageC = new Float64Array(room);
  }

  copyEntry(from: number, to: number): void {
    for (const column of this.#columns()) column[to] = column[from]!;
  }

  /** Takes entries of another frame in behind its own; when it is full the oldest go. */
  append(other: Frame, from = 0, to = other.count): void {
    const surplus = Math.max(0, this.count + to - from - this.timeMs.length);
    if (surplus > 0) this.keep((index) => index >= surplus);
    const theirs = other.#columns();
    for (const [at, column] of this.#columns().entries()) {
      column.set(theirs[at]!.subarray(from, to), this.count);
    }
    this.count += to - from;
  }

  /** Keeps the entries that a test wants, in their order. */
  keep(wanted: (index: number) => boolean): void {
    let kept = 0;
    for (let i = 0; i < this.count; i++) {
      if (!wanted(i)) continue;
      if (kept !== i) this.copyEntry(i, kept);
      kept++;
    }
    this.count = kept;
  }

  #columns(): Float64Array[] {
    return [this.timeMs, this.energyKwh, this.powerKw, this.voltageA, this.voltageB, this.voltageC];
  }
}

/** The grid's voltage at a place: it sags a little when the site pulls. */
function voltage(nominal: number, load: number, random: Random): number {
  return nominal - 5 * load + 1.6 * (random.next() - 0.5);
}

function nominalVoltage(meter: SiteMeter): number {
  return 229.5 + ((meter.seed >>> 5) % 50) / 10;
}

/** The readings of a sound meter: one at the beginning of each quarter of an hour. */
export function fillDay(frame: Frame, load: MeterLoad, day: DayNumber): void {
  const { meter, kw, countedAt, countedShare } = load;
  const random = new Random(mix(meter.seed, mix(day, 77)));
  const nominal = nominalVoltage(meter);
  const startMs = dayStartMs(day);
  const { id, multiplier } = inPlace(meter, day);
  frame.id = id;
  frame.count = stepsPerDay;
  for (let step = 0; step < stepsPerDay; step++) {
    const power = kw[step]! * (1 + 0.02 * (random.next() + random.next() - 1));
    const share = power / meter.capacityKva;
    frame.timeMs[step] = startMs + step * stepMs;
    frame.energyKwh[step] = registerShown(load, countedAt[step]!, day);
    frame.powerKw[step] = (power * countedShare) / multiplier;
    frame.voltageA[step] = voltage(nominal, share, random);
    frame.voltageB[step] = voltage(nominal, share, random);
    frame.voltageC[step] = voltage(nominal, share, random);
  }
}

/** The one reading of a sound meter at an instant of the day that its load is at. */
export function fillInstant(frame: Frame, load: MeterLoad, timeMs: number): void {
  const { meter, kw, countedAt, countedShare } = load;
  const day = dayAt(timeMs);
  const into = (timeMs - dayStartMs(day)) / stepMs;
  const step = Math.floor(into);
  const random = new Random(mix(meter.seed, Math.floor(timeMs / 1000)));
  const power = kw[step]! * (1 + 0.03 * random.bell());
  const share = power / meter.capacityKva;
  const nominal = nominalVoltage(meter);
  const { id, multiplier } = inPlace(meter, day);
  const counted = countedAt[step]! + (countedAt[step + 1]! - countedAt[step]!) * (into - step);
  frame.id = id;
  frame.count = 1;
  frame.timeMs[0] = timeMs;
  frame.energyKwh[0] = registerShown(load, counted, day);
  frame.powerKw[0] = (power * countedShare) / multiplier;
  frame.voltageA[0] = voltage(nominal, share, random);
  frame.voltageB[0] = voltage(nominal, share, random);
  frame.voltageC[0] = voltage(nominal, share, random);
}
