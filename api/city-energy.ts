import type { EnergyStep, ReadingsStore, TimeRange } from '../store/readings.ts';
import type { CityEnergy } from './schemas/energy.ts';
import { toThousandth } from './thousandth.ts';

const weekMs = 7 * 86_400_000;
const weeksBefore = [1, 2, 3, 4];
/** A mean of one week alone would pass off that week's holiday as usual. */
const fewestWeeks = 2;

/**
 * Energy of many projects together, beside what is usual: the mean of the same step in the four weeks before. Weeks
 * are counted in hours: in a zone with summer time the two weeks around a change are an hour off.
 */
export async function cityEnergyPoints(
  readings: ReadingsStore,
  projects: readonly string[] | null,
  range: TimeRange,
  step: EnergyStep,
): Promise<CityEnergy['points']> {
  const energyOf = (shiftMs: number) =>
    readings.totalEnergy(projects, { fromMs: range.fromMs - shiftMs, toMs: range.toMs - shiftMs }, step);
  const [points, ...before] = await Promise.all([
    energyOf(0),
    ...weeksBefore.map((week) => energyOf(week * weekMs)),
  ]);
  const usual = new Map<number, number[]>();
  for (const [index, week] of before.entries()) {
    for (const { timeMs, kwh } of week) {
      const at = timeMs + weeksBefore[index]! * weekMs;
      usual.set(at, [...(usual.get(at) ?? []), kwh]);
    }
  }
  return (points ?? []).map(({ timeMs, kwh, measured }) => ({
    timeMs,
    energyKwh: toThousandth(kwh),
    measured,
    usualKwh: meanOf(usual.get(timeMs) ?? []),
  }));
}

function meanOf(values: readonly number[]): number | null {
  if (values.length < fewestWeeks) return null;
  return toThousandth(values.reduce((sum, value) => sum + value, 0) / values.length);
}
