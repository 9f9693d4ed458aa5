import type { CityEnergy } from '../../api/schemas/energy.ts';

/** Mean power over a quarter of an hour, and what it usually is at that time of that weekday. */
export interface PowerPoint {
  timeMs: number;
  kw: number;
  usualKw: number | null;
}

const stepMs = 15 * 60_000;
const stepsPerHour = 4;
const leastMeasured = 0.8;

/**
 * The city's intervals as power in kW (kWh of a quarter of an hour × 4). The interval that is still running, and
 * those of which too little was measured yet, would show a fall that is none: they are left out.
 */
export function powerCurve(points: CityEnergy['points'], untilMs: number): PowerPoint[] {
  return points
    .filter(({ timeMs, measured }) => timeMs + stepMs < untilMs && measured >= leastMeasured)
    .map(({ timeMs, energyKwh, usualKwh }) => ({
      timeMs,
      kw: energyKwh * stepsPerHour,
      usualKw: usualKwh === null ? null : usualKwh * stepsPerHour,
    }));
}

/** `+4%` or `−12%`: the last hour against what is usual; null where that is not known. */
export function usualDifference(curve: readonly PowerPoint[]): string | null {
  const last = curve.slice(-stepsPerHour).filter(({ usualKw }) => usualKw !== null);
  const usual = last.reduce((sum, { usualKw }) => sum + usualKw!, 0);
  if (usual <= 0) return null;
  const share = Math.round((last.reduce((sum, { kw }) => sum + kw, 0) / usual - 1) * 100);
  if (share === 0) return '±0%';
  return `${share > 0 ? '+' : '−'}${Math.abs(share)}%`;
}
