import { type EnergySeries, intervalMs } from '../../model/energy.ts';
import type { CityTime } from '../city-time.ts';
import { energySum } from '../energy-sum.ts';
import { seriesOf } from '../portions.ts';
import type { EnergyStep, ProjectEnergy, ProjectEnergySeries, TimeRange, TotalEnergy } from '../readings.ts';
import { EnergyHistory, holds } from './energy-history.ts';
import type { LineWriter } from './line-writer.ts';
import { columnOf, extentOf, type InfluxQuery, oneOf, type Series, within } from './query.ts';

/** Energy is fetched for as many meters at once as have this many intervals at most: some 30 MB of JSON. */
const intervalsAtOnce = 200_000;
const metersAtOnce = 500;

/** Where sums are taken from: each source has the energy, the measured share and the number of intervals. */
interface Source {
  from: string;
  selected: string;
  where: string;
}

/** Measurement `energy` by intervals of 15 minutes, and `energy_day`, its sums by the city's days. */
export class InfluxEnergy {
  readonly #query: InfluxQuery;
  readonly #city: CityTime;
  readonly #history: EnergyHistory;

  constructor(query: InfluxQuery, writer: LineWriter, city: CityTime) {
    this.#query = query;
    this.#city = city;
    this.#history = new EnergyHistory(query, writer, city);
  }

  load(): Promise<void> {
    return this.#history.load();
  }

  write(series: readonly ProjectEnergySeries[]): Promise<void> {
    return this.#history.write(series.filter(({ kwh }) => kwh.length > 0));
  }

  async *read(meters: readonly string[], range: TimeRange): AsyncIterable<EnergySeries> {
    const startMs = Math.ceil(range.fromMs / intervalMs) * intervalMs;
    const length = Math.max(0, Math.ceil((range.toMs - startMs) / intervalMs));
    const ordered = [...new Set(meters)].sort();
    const atOnce = Math.max(1, Math.min(metersAtOnce, Math.floor(intervalsAtOnce / length)));
    for (let from = 0; length > 0 && from < ordered.length; from += atOnce) {
      const group = ordered.slice(from, from + atOnce);
      const found = await this.#query.ask(
        `SELECT "kwh", "measured", "edits" FROM "energy" WHERE ${oneOf('meter', group)}
         AND ${within({ fromMs: startMs, toMs: range.toMs })} AND ${holds} GROUP BY "meter"`,
      );
      for (const one of found) yield energySeries(one, startMs, length);
    }
  }

  async portion(range: TimeRange): Promise<ProjectEnergySeries[]> {
    const found = await this.#query.ask(
      `SELECT "kwh", "measured", "edits" FROM "energy" WHERE ${within(range)} AND ${holds} GROUP BY "meter", "project"`,
    );
    return found.flatMap(({ tags, values }) =>
      seriesOf(
        values.map(([timeMs, kwh, measured, edits]) => ({
          project: tags.project!,
          meter: tags.meter!,
          timeMs: Number(timeMs),
          kwh: Number(kwh),
          measured: Number(measured),
          edits: Number(edits),
        })),
      ),
    );
  }

  extent(): Promise<TimeRange | null> {
    return extentOf(this.#query, 'energy', 'kwh');
  }

  async byProject(projects: readonly string[], range: TimeRange, step: EnergyStep): Promise<ProjectEnergy[]> {
    const rows = await this.#sums(projects, range, step, '"project", ');
    return rows
      .map(([series, sum]) => ({ project: series.tags.project!, ...sum }))
      .sort((a, b) => (a.project < b.project ? -1 : a.project > b.project ? 1 : a.timeMs - b.timeMs));
  }

  async total(
    projects: readonly string[] | null,
    range: TimeRange,
    step: EnergyStep,
  ): Promise<TotalEnergy[]> {
    const rows = await this.#sums(projects, range, step, '');
    return rows.map(([, sum]) => sum).sort((a, b) => a.timeMs - b.timeMs);
  }

  async #sums(
    projects: readonly string[] | null,
    range: TimeRange,
    step: EnergyStep,
    by: string,
  ): Promise<[Series, TotalEnergy][]> {
    if (projects?.length === 0) return [];
    const chosen = projects === null ? '' : `${oneOf('project', projects)} AND `;
    const time = { interval: '15m', hour: '1h', day: '1d' }[step];
    const sums: [Series, TotalEnergy][] = [];
    for (const { from, selected, where } of this.#sources(range, step)) {
      const answer = await this.#query.ask(
        `SELECT ${selected} FROM ${from} WHERE ${chosen}${where}
         GROUP BY ${by}time(${time}) fill(none) tz('${this.#city.zone}')`,
      );
      for (const series of answer) for (const sum of sumsOf(series)) sums.push([series, sum]);
    }
    return sums;
  }

  #sources(range: TimeRange, step: EnergyStep): Source[] {
    if (step !== 'day') return [intervalSource(range)];
    const { whole, cuts } = this.#city.daysOf(range);
    return whole === null ? cuts.map(intervalSource) : [...cuts.map(intervalSource), daySource(whole)];
  }
}

function intervalSource(range: TimeRange): Source {
  return {
    from: '"energy"',
    selected: 'sum("kwh") AS "kwh", sum("measured") AS "measured", count("measured") AS "intervals"',
    where: `${within(range)} AND ${holds}`,
  };
}

function daySource(range: TimeRange): Source {
  return {
    from: '"energy_day"',
    selected: 'sum("kwh") AS "kwh", sum("measured_sum") AS "measured", sum("intervals") AS "intervals"',
    where: `${within(range)} AND "intervals" > 0`,
  };
}

function sumsOf(series: Series): TotalEnergy[] {
  const [kwh, measured, intervals] = ['kwh', 'measured', 'intervals'].map((name) => columnOf(series, name));
  return series.values.map((row) =>
    energySum(Number(row[0]), Number(row[kwh!]), Number(row[measured!]) / Number(row[intervals!])),
  );
}

function energySeries(series: Series, startMs: number, length: number): EnergySeries {
  const kwh = new Float64Array(length).fill(Number.NaN);
  const measured = new Float64Array(length);
  const edits = new Uint16Array(length);
  for (const row of series.values) {
    const index = (Number(row[0]) - startMs) / intervalMs;
    kwh[index] = Number(row[columnOf(series, 'kwh')]);
    measured[index] = Number(row[columnOf(series, 'measured')]);
    edits[index] = Number(row[columnOf(series, 'edits')]);
  }
  return { meter: series.tags.meter!, startMs, kwh, measured, edits };
}
