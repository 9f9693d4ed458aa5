import type { ProductionDay } from '../../model/period-inputs.ts';
import { dayNumber } from '../city-days.ts';
import type { StandingsConfiguration } from './configuration.ts';

/** The first of so many days in a row on which production meters drew a production load; null: not yet. */
export function producingSince(
  days: readonly ProductionDay[],
  { loadShare, runDays }: StandingsConfiguration['effect'],
): number | null {
  const producing = new Set(
    days
      .filter(
        ({ energyKwh, capacityKva }) => capacityKva !== null && energyKwh >= loadShare * capacityKva * 24,
      )
      .map(({ date }) => dayNumber(date)),
  );
  const first = [...producing]
    .sort((a, b) => a - b)
    .find((day) => Array.from({ length: runDays }, (_, i) => day + i).every((each) => producing.has(each)));
  return first ?? null;
}
