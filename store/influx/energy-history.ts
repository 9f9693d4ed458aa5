import { intervalMs } from '../../model/energy.ts';
import type { CityTime } from '../city-time.ts';
import type { ProjectEnergySeries, TimeRange } from '../readings.ts';
import { type LineWriter, writeWhole } from './line-writer.ts';
import { float, integer, line, seriesKey } from './lines.ts';
import { columnOf, type InfluxQuery, oneOf, type Series, within } from './query.ts';

const metersAtOnce = 500;

// Not every version can delete, so an interval that no longer holds stays: no energy, not measured, and this mark.
const takenOut = -1;
const takenOutFields = {
  kwh: float(0),
  measured: float(0),
  edits: integer(takenOut),
  intervals: integer(0),
};

/** Without the intervals that no longer hold; a condition on a field would make the server look at each point twice. */
export function held(series: Series): Series {
  const edits = columnOf(series, 'edits');
  return { ...series, values: series.values.filter((row) => Number(row[edits]) !== takenOut) };
}

/** The sum of a meter's day; of no interval where nothing is left. */
interface Day {
  project: string;
  meter: string;
  timeMs: number;
  kwh: number;
  measuredSum: number;
  intervals: number;
}

/** The writing side of energy: intervals replaced, and the sums of the days they lie in kept with them. */
export class EnergyHistory {
  readonly #query: InfluxQuery;
  readonly #writer: LineWriter;
  readonly #city: CityTime;
  /** The projects that each meter has energy under. */
  readonly #projects = new Map<string, Set<string>>();

  constructor(query: InfluxQuery, writer: LineWriter, city: CityTime) {
    this.#query = query;
    this.#writer = writer;
    this.#city = city;
  }

  async load(): Promise<void> {
    const found = await this.#query.ask('SELECT count("kwh") FROM "energy_day" GROUP BY "meter", "project"');
    for (const { tags } of found) this.#remember(tags.meter!, tags.project!);
  }

  async write(series: readonly ProjectEnergySeries[]): Promise<void> {
    for (let from = 0; from < series.length; from += metersAtOnce) {
      const part = series.slice(from, from + metersAtOnce);
      const outdated = await this.#outdated(part);
      await writeWhole(this.#writer, [...outdated, ...part.flatMap(intervalLines)]);
      for (const { meter, project } of part) this.#remember(meter, project);
      await writeWhole(this.#writer, await this.#dayLines(part));
    }
  }

  /** Lines that take out what is stored under the series but no longer holds: now unknown, or another project's. */
  async #outdated(series: readonly ProjectEnergySeries[]): Promise<string[]> {
    const suspects = series.filter(({ meter, project, kwh }) => {
      const projects = this.#projects.get(meter);
      if (projects === undefined) return false;
      return kwh.some(Number.isNaN) || projects.size > 1 || !projects.has(project);
    });
    if (suspects.length === 0) return [];
    const stored = await this.#query.ask(
      `SELECT "kwh", "edits" FROM "energy" WHERE ${oneOf(
        'meter',
        suspects.map(({ meter }) => meter),
      )}
       AND ${within(span(suspects))} GROUP BY "meter", "project"`,
    );
    const lines: string[] = [];
    for (const { tags, values } of stored.map(held)) {
      const key = seriesKey('energy', { project: tags.project!, meter: tags.meter! });
      const covering = suspects.filter(({ meter }) => meter === tags.meter);
      for (const [timeMs] of values) {
        const replaced = covering.some((one) => replaces(one, tags.project!, Number(timeMs)));
        if (!replaced) continue;
        lines.push(line(key, takenOutFields, Number(timeMs)));
      }
    }
    return lines;
  }

  /** The sums of every day that the series touch, read back so that they are those of what is stored. */
  async #dayLines(series: readonly ProjectEnergySeries[]): Promise<string[]> {
    const days = new Map<string, Day>();
    for (const one of series) {
      for (const project of this.#projects.get(one.meter)!) {
        for (const timeMs of this.#daysOf(one)) {
          days.set(`${one.meter} ${project} ${timeMs}`, {
            project,
            meter: one.meter,
            timeMs,
            kwh: 0,
            measuredSum: 0,
            intervals: 0,
          });
        }
      }
    }
    const all = span(series);
    const range = { fromMs: this.#city.day(all.fromMs).startMs, toMs: this.#city.day(all.toMs - 1).endMs };
    for (const stretch of this.#city.stretches(range)) {
      const found = await this.#query.ask(
        `SELECT sum("kwh") AS "kwh", sum("measured") AS "measured", sum("intervals") AS "intervals"
         FROM "energy" WHERE ${oneOf(
           'meter',
           series.map(({ meter }) => meter),
         )} AND ${within(stretch)} GROUP BY "meter", "project", time(1d, ${-stretch.offsetMs}ms) fill(none)`,
      );
      for (const { tags, values } of found) {
        for (const [beginMs, kwh, measured, intervals] of values) {
          // Where clocks change, a day lies in two stretches.
          const timeMs = this.#city.day(Math.max(Number(beginMs), stretch.fromMs)).startMs;
          const day = days.get(`${tags.meter} ${tags.project} ${timeMs}`);
          if (day === undefined) continue;
          day.kwh += Number(kwh);
          day.measuredSum += Number(measured);
          day.intervals += Number(intervals);
        }
      }
    }
    return [...days.values()].map(dayLine);
  }

  #daysOf({ startMs, kwh }: ProjectEnergySeries): number[] {
    const days: number[] = [];
    const endMs = startMs + kwh.length * intervalMs;
    for (let at = startMs; at < endMs; at = this.#city.day(at).endMs) days.push(this.#city.day(at).startMs);
    return days;
  }

  #remember(meter: string, project: string): void {
    const projects = this.#projects.get(meter);
    if (projects === undefined) this.#projects.set(meter, new Set([project]));
    else projects.add(project);
  }
}

function replaces({ project, startMs, kwh }: ProjectEnergySeries, stored: string, timeMs: number): boolean {
  const value = kwh[(timeMs - startMs) / intervalMs];
  return value !== undefined && (stored !== project || Number.isNaN(value));
}

function span(series: readonly ProjectEnergySeries[]): TimeRange {
  return {
    fromMs: series.map(({ startMs }) => startMs).reduce((a, b) => Math.min(a, b)),
    toMs: series
      .map(({ startMs, kwh }) => startMs + kwh.length * intervalMs)
      .reduce((a, b) => Math.max(a, b)),
  };
}

function intervalLines(series: ProjectEnergySeries): string[] {
  const key = seriesKey('energy', { project: series.project, meter: series.meter });
  const lines: string[] = [];
  for (const [index, kwh] of series.kwh.entries()) {
    if (Number.isNaN(kwh)) continue;
    const fields = {
      kwh: float(kwh),
      measured: float(series.measured[index]!),
      edits: integer(series.edits[index]!),
      intervals: integer(1),
    };
    lines.push(line(key, fields, series.startMs + index * intervalMs));
  }
  return lines;
}

function dayLine({ project, meter, timeMs, kwh, measuredSum, intervals }: Day): string {
  const fields = {
    kwh: float(kwh),
    measured: float(intervals === 0 ? 0 : measuredSum / intervals),
    measured_sum: float(measuredSum),
    intervals: integer(intervals),
  };
  return line(seriesKey('energy_day', { project, meter }), fields, timeMs);
}
