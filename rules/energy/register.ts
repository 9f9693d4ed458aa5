import { EnergyEdit } from '../../model/energy.ts';
import type { EnergyConfiguration } from './configuration.ts';
import { floorKw } from './like-days.ts';
import type { MeterMemory } from './memory.ts';

/**
 * A register that falls or leaps is judged with the readings after it, so that one wrong value never becomes
 * megawatt-hours. This many further readings settle it.
 */
export const readingsToSettle = 3;

const hourMs = 3_600_000;

/** What one more reading of a register says. */
export type Verdict =
  | { is: 'step'; kwh: number; edits: number }
  /** The value is wrong and is passed over. */
  | { is: 'glitch' }
  /** Too few readings follow to tell. */
  | { is: 'open' };

export interface RegisterLimits {
  /** Value at which the register wraps, primary kWh; null: it does not. */
  modulusKwh: number | null;
  capacityKva: number | null;
  parameters: EnergyConfiguration;
}

/** The most energy that is believable between two readings, kWh; Infinity: nothing is known that would bound it. */
export function believableKwh(memory: MeterMemory, durationMs: number, limits: RegisterLimits): number {
  const hours = Math.max(durationMs / hourMs, 1);
  const slack = 2 * (memory.resolutionKwh ?? 0);
  if (limits.capacityKva !== null) {
    return limits.parameters.capacityFactor * limits.capacityKva * hours + slack;
  }
  if (memory.floorsKw.length < 7) return Number.POSITIVE_INFINITY;
  return limits.parameters.peakFactor * memory.peakKw * hours + slack;
}

/** Registers carry rounding and floating point; a fall by less than this is none. */
function tolerance(kwh: number): number {
  return Math.max(1e-6, Math.abs(kwh) * 1e-9);
}

/** Judges reading `at` of a register against the last accepted one. `kwh` and `timeMs` are whole columns. */
export function judge(
  memory: MeterMemory,
  timeMs: Float64Array,
  kwh: Float64Array,
  at: number,
  end: number,
  limits: RegisterLimits,
): Verdict {
  const before = memory.lastKwh;
  const value = kwh[at]!;
  // A set-back register begins to grow at once; one that shows exactly nothing is a gateway's word for "no answer".
  if (value === 0 && before > 0) return { is: 'glitch' };
  const slack = tolerance(before);
  const difference = value - before;
  if (difference < -slack) return judgeFall(memory, timeMs, kwh, at, end, limits);

  const next = at + 1 < end ? kwh[at + 1]! : value;
  if (next < value - slack && next >= before - slack) {
    // Either this value is too high, or the next one is too low: whichever the readings after them go on from.
    if (at + 2 >= end) return { is: 'open' };
    for (let i = at + 2; i < Math.min(end, at + 2 + readingsToSettle); i += 1) {
      if (kwh[i]! >= value - slack) return step(difference, 0);
    }
    return { is: 'glitch' };
  }
  const durationMs = timeMs[at]! - memory.lastMs;
  if (difference <= believableKwh(memory, durationMs, limits)) return step(Math.max(0, difference), 0);
  return judgeLeap(memory, timeMs, kwh, at, end, limits);
}

function step(kwh: number, edits: number): Verdict {
  return { is: 'step', kwh, edits };
}

function judgeFall(
  memory: MeterMemory,
  timeMs: Float64Array,
  kwh: Float64Array,
  at: number,
  end: number,
  limits: RegisterLimits,
): Verdict {
  const slack = tolerance(memory.lastKwh);
  const last = Math.min(end, at + 1 + readingsToSettle);
  for (let i = at + 1; i < last; i += 1) {
    if (kwh[i]! >= memory.lastKwh - slack) return { is: 'glitch' };
  }
  if (last - at - 1 < readingsToSettle) return { is: 'open' };
  const value = kwh[at]!;
  const believable = believableKwh(memory, timeMs[at]! - memory.lastMs, limits);
  if (limits.modulusKwh !== null) {
    const wrapped = value + limits.modulusKwh - memory.lastKwh;
    // Without any bound a wrap must at least begin in the top tenth of the dial and end in the bottom one.
    const bound = Math.min(believable, limits.modulusKwh / 10);
    if (wrapped >= 0 && wrapped <= bound) return step(wrapped, EnergyEdit.rollover);
  }
  // Set back: what it shows now has flowed since, what flowed before is not known.
  return step(value >= 0 && value <= believable ? value : Number.NaN, EnergyEdit.reset);
}

function judgeLeap(
  memory: MeterMemory,
  timeMs: Float64Array,
  kwh: Float64Array,
  at: number,
  end: number,
  limits: RegisterLimits,
): Verdict {
  const value = kwh[at]!;
  const last = Math.min(end, at + 1 + readingsToSettle);
  for (let i = at + 1; i < last; i += 1) {
    if (kwh[i]! < value - tolerance(value)) return { is: 'glitch' };
  }
  if (last - at - 1 < readingsToSettle) return { is: 'open' };
  const stillMs = memory.stillSinceMs === null ? 0 : timeMs[at]! - memory.stillSinceMs;
  const remembered = stillMs <= stillDaysRemembered * 24 * hourMs;
  if (stillMs > 0 && remembered && value - memory.lastKwh <= believableKwh(memory, stillMs, limits)) {
    return step(value - memory.lastKwh, EnergyEdit.backlogSpread);
  }
  return step(Number.NaN, limits.capacityKva !== null ? EnergyEdit.overCapacity : EnergyEdit.spike);
}

/** Wh are the finest any register shows; less is floating point. */
export function standsStill(kwh: number): boolean {
  return kwh < 1e-6;
}

/**
 * A meter's very first value is wrong when the ones after it agree with each other but lie far above it: nothing
 * before it can tell a momentary 0 from a register.
 */
export function firstIsGlitch(kwh: Float64Array, at: number): boolean {
  if (at + readingsToSettle >= kwh.length) return false;
  const leap = kwh[at + 1]! - kwh[at]!;
  const then = Math.abs(kwh[at + readingsToSettle]! - kwh[at + 1]!);
  return leap < 0 || (leap > 100 && leap > 100 * then && then > 0);
}

/** How long a register may stand still and still be filled backwards when it leaps: as late as readings may come. */
export const stillDaysRemembered = 35;

/**
 * A register that stands still although the supply has never drawn so little, and no voltage vouches for it: more
 * likely a dead gateway that repeats itself than a site without any load. Meters that are read once a day show no
 * shape to tell it by, so theirs is believed.
 */
export function standsStillTooLong(memory: MeterMemory, untilMs: number, cadenceMs: number): boolean {
  if (memory.stillSinceMs === null || cadenceMs > 2 * hourMs) return false;
  const hours = (untilMs - memory.stillSinceMs) / hourMs;
  // Of a register that has hardly moved yet nothing is known that would make a whole day's nothing believable.
  if (memory.floorsKw.length < 3) return hours >= 24;
  return hours >= 1 && floorKw(memory) * hours > 3 * (memory.resolutionKwh ?? 0);
}
