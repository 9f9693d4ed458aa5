import type { Reading } from '../../model/reading.ts';
import type { ProjectEnergySeries } from '../../store/readings.ts';

export const projects = 420;
export const metersOfProject = 3;
export const intervalMs = 900_000;
export const dayMs = 86_400_000;
/** 00:00 in Shanghai on the first day of the data. */
export const beginMs = Date.parse('2025-11-01T00:00:00+08:00');

export interface Meter {
  id: string;
  project: string;
}

export const meters: readonly Meter[] = Array.from({ length: projects * metersOfProject }, (_, index) => ({
  id: `NB-${String(index).padStart(4, '0')}`,
  project: `P${String(index % projects).padStart(3, '0')}`,
}));

export function projectIds(): string[] {
  return [...new Set(meters.map(({ project }) => project))];
}

/** A load that changes by the hour and the meter, in steps of 10 Wh as a real register has. */
function kwhOf(meter: number, interval: number): number {
  const hour = (interval >> 2) % 24;
  const share = hour >= 7 && hour < 18 ? 1 : 0.15;
  return Math.round((20 + (meter % 37)) * share * (1 + ((interval * 7 + meter * 13) % 11) / 50) * 25) / 100;
}

/** One day of the whole city in the order in which it would come: all meters, then the next interval. */
export function readingsOf(day: number): Reading[] {
  const readings: Reading[] = [];
  for (let index = 0; index < 96; index++) {
    const interval = day * 96 + index;
    const timeMs = beginMs + interval * intervalMs;
    for (const [number, { id, project }] of meters.entries()) {
      const kwh = kwhOf(number, interval);
      readings.push({
        meter: id,
        project,
        timeMs,
        receivedMs: timeMs + 800,
        energyKwh: Math.round((1000 + interval * (20 + (number % 37)) * 0.2) * 100) / 100,
        powerKw: Math.round(kwh * 400) / 100,
        voltageV: null,
        currentA: null,
        powerFactor: null,
      });
    }
  }
  return readings;
}

export function energyOf(day: number): ProjectEnergySeries[] {
  return meters.map(({ id, project }, number) => ({
    project,
    meter: id,
    startMs: beginMs + day * dayMs,
    kwh: Float64Array.from({ length: 96 }, (_, index) => kwhOf(number, day * 96 + index)),
    measured: new Float64Array(96).fill(1),
    edits: new Uint16Array(96),
  }));
}
