import type { ActivityPoint } from '../../api/schemas/activity.ts';
import type { EnergyPoint } from '../../api/schemas/energy.ts';

/** One point of a line: time and power; null breaks the line. */
export type LinePoint = [timeMs: number, kw: number | null];

export interface LoadCurve {
  measured: LinePoint[];
  /** What was filled in by rule; it touches the measured line at both ends so that the two read as one. */
  estimated: LinePoint[];
}

export const stepLengthMs = { interval: 15 * 60_000, hour: 60 * 60_000 } as const;

/**
 * Mean power over each step, kW, cut where steps are missing and divided into what was measured (at least half
 * of the step) and what was estimated.
 */
export function loadCurve(points: readonly EnergyPoint[], step: keyof typeof stepLengthMs): LoadCurve {
  const length = stepLengthMs[step];
  const perKwh = 3_600_000 / length;
  const curve: LoadCurve = { measured: [], estimated: [] };
  let before: EnergyPoint | null = null;
  for (const point of points) {
    const at: LinePoint = [point.timeMs, point.energyKwh * perKwh];
    const isMeasured = point.measured >= 0.5;
    const gap = before !== null && point.timeMs - before.timeMs > length;
    if (gap) breakBoth(curve, before!.timeMs + length);
    const turned = before !== null && !gap && isMeasured !== before.measured >= 0.5;
    curve.measured.push(isMeasured ? at : [point.timeMs, null]);
    if (turned && !isMeasured) curve.estimated.push([before!.timeMs, before!.energyKwh * perKwh]);
    curve.estimated.push(isMeasured && !turned ? [point.timeMs, null] : at);
    before = point;
  }
  return curve;
}

function breakBoth(curve: LoadCurve, timeMs: number): void {
  curve.measured.push([timeMs, null]);
  curve.estimated.push([timeMs, null]);
}

/** Stretches of hours in a row in which the site worked. */
export function workingStretches(hours: readonly ActivityPoint[]): { fromMs: number; toMs: number }[] {
  const stretches: { fromMs: number; toMs: number }[] = [];
  for (const { timeMs, state } of hours) {
    if (state !== 'working') continue;
    const last = stretches.at(-1);
    if (last?.toMs === timeMs) last.toMs = timeMs + stepLengthMs.hour;
    else stretches.push({ fromMs: timeMs, toMs: timeMs + stepLengthMs.hour });
  }
  return stretches;
}
