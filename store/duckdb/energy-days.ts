import { INTEGER, TIMESTAMP_MS } from '@duckdb/node-api';
import type { CityTime } from '../city-time.ts';
import type { TimeRange } from '../readings.ts';
import { type Column, type GivenRows, instant } from './given-rows.ts';
import { span, within } from './time-range.ts';

/** A stretch in which intervals of a project were put in or taken out. */
export interface ProjectStretch extends TimeRange {
  project: number;
}

const dayColumns: Column<ProjectStretch>[] = [
  { name: 'project', type: INTEGER, value: (row) => row.project },
  { name: 'from_time', type: TIMESTAMP_MS, value: (row) => instant(row.fromMs) },
  { name: 'to_time', type: TIMESTAMP_MS, value: (row) => instant(row.toMs) },
];

/** Energy summed by project and the city's day: always what the intervals of that day add up to. */
export class EnergyDays {
  readonly #city: CityTime;

  constructor(city: CityTime) {
    this.#city = city;
  }

  /** Sums the days of the stretches anew, in the transaction that changed their intervals. */
  async sum(given: GivenRows, stretches: readonly ProjectStretch[]): Promise<void> {
    const days = this.#days(stretches);
    await given.run(
      `DELETE FROM stored.energy_day d USING given() g
       WHERE d.project = g.project AND d.time = g.from_time AND ${within(span(days))}`,
      dayColumns,
      days,
    );
    await given.run(
      `INSERT INTO stored.energy_day
       SELECT e.project, g.from_time, sum(e.kwh), avg(e.measured), count(*)
       FROM stored.energy e JOIN given() g
         ON e.project = g.project AND e.time >= g.from_time AND e.time < g.to_time
       WHERE ${within(span(days))} GROUP BY ALL`,
      dayColumns,
      days,
    );
  }

  #days(stretches: readonly ProjectStretch[]): ProjectStretch[] {
    const days = new Map<string, ProjectStretch>();
    for (const { project, fromMs, toMs } of stretches) {
      for (let at = fromMs; at < toMs; at = this.#city.day(at).endMs) {
        const { startMs, endMs } = this.#city.day(at);
        days.set(`${project} ${startMs}`, { project, fromMs: startMs, toMs: endMs });
      }
    }
    return [...days.values()];
  }
}
