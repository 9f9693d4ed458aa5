import type { Reading } from '../model/reading.ts';
import type { Refusal } from '../model/refusal.ts';
import type { MeterDirectory, MeterStretch } from './meter-directory.ts';
import type { ShownReading } from './profile.ts';

export interface ValidationBounds {
  /** How far a device's clock may be ahead of ours, milliseconds. */
  futureMs: number;
  /** How old a reading may be, milliseconds. */
  ageMs: number;
}

function iso(ms: number): string {
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : String(ms);
}

function stretchAt(stretches: readonly MeterStretch[], timeMs: number): MeterStretch | Refusal {
  let last = stretches[0]!;
  if (timeMs < last.fromMs) {
    return {
      code: 'before-installation',
      detail: `meter ${last.id} counts from ${iso(last.fromMs)}, not at ${iso(timeMs)}`,
    };
  }
  for (const stretch of stretches) {
    if (timeMs < stretch.fromMs) break;
    if (timeMs < stretch.toMs) return stretch;
    last = stretch;
  }
  // The register at the very end of the last day tells what flowed on it.
  if (timeMs === last.toMs) return last;
  return {
    code: 'after-removal',
    detail: `meter ${last.id} was removed at ${iso(last.toMs)}, before ${iso(timeMs)}`,
  };
}

function timeRefusal(reading: ShownReading, receivedMs: number, bounds: ValidationBounds): Refusal | null {
  if (reading.timeMs > receivedMs + bounds.futureMs) {
    return {
      code: 'in-the-future',
      detail: `time ${iso(reading.timeMs)} is ahead of the receipt at ${iso(receivedMs)}`,
    };
  }
  if (!(reading.timeMs >= receivedMs - bounds.ageMs)) {
    return {
      code: 'too-late',
      detail: `time ${iso(reading.timeMs)} is too long before the receipt at ${iso(receivedMs)}`,
    };
  }
  return null;
}

function valueRefusal(reading: ShownReading, stretch: MeterStretch): Refusal | null {
  const { energyKwh, powerKw } = reading;
  if (energyKwh === null && powerKw === null) {
    return { code: 'no-reading', detail: 'there is neither a register nor a power' };
  }
  if (energyKwh !== null) {
    if (energyKwh < 0) return { code: 'negative-register', detail: `the register says ${energyKwh} kWh` };
    if (energyKwh > stretch.registerMaxKwh) {
      const detail = `the register says ${energyKwh} kWh and wraps at ${stretch.registerMaxKwh} kWh`;
      return { code: 'beyond-register', detail };
    }
  }
  if (powerKw !== null && Math.abs(powerKw * stretch.multiplier) > stretch.powerLimitKw) {
    const detail = `${powerKw} kW × ${stretch.multiplier} is above 1.2 × the capacity (${stretch.powerLimitKw} kW)`;
    return { code: 'over-capacity', detail };
  }
  return null;
}

/**
 * The reading in primary values, or why it cannot be one. Cheap: it runs before the acknowledgement. Numbers are
 * finite already; a profile lets no other through.
 */
export function validate(
  shown: ShownReading,
  receivedMs: number,
  directory: MeterDirectory,
  bounds: ValidationBounds,
): Reading | Refusal {
  const stretches = directory.stretches(shown.meter);
  if (stretches === undefined)
    return { code: 'unknown-meter', detail: `no meter ${shown.meter} in the registry` };
  const late = timeRefusal(shown, receivedMs, bounds);
  if (late) return late;
  const stretch = stretchAt(stretches, shown.timeMs);
  if ('code' in stretch) return stretch;
  const wrong = valueRefusal(shown, stretch);
  if (wrong) return wrong;
  const { multiplier } = stretch;
  return {
    meter: stretch.id,
    project: stretch.project,
    timeMs: shown.timeMs,
    receivedMs,
    energyKwh: shown.energyKwh === null ? null : shown.energyKwh * multiplier,
    powerKw: shown.powerKw === null ? null : shown.powerKw * multiplier,
    voltageV: shown.voltageV,
    currentA: shown.currentA,
    powerFactor: shown.powerFactor,
  };
}
