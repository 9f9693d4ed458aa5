import { type EnergySeries, intervalMs } from '../../model/energy.ts';
import type { CityTime } from '../city-time.ts';
import { energySum } from '../energy-sum.ts';
import { seriesOf } from '../portions.ts';
import type { EnergyStep, ProjectEnergy, ProjectEnergySeries, TimeRange, TotalEnergy } from '../readings.ts';
import { EnergyHistory, held } from './energy-history.ts';
import type { LineWriter } from './line-writer.ts';
import { columnOf, extentOf, type InfluxQuery, oneOf, type Series, within } from './query.ts';

/** Energy is fetched for as many meters at once as have this many intervals at most: some 30 MB of JSON. */
const intervalsAtOnce = 200_000;
const metersAtOnce = 500;

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
         AND ${within({ fromMs: startMs, toMs: range.toMs })} GROUP BY "meter"`,
      );
      for (const one of found.map(held)) if (one.values.length > 0) yield energySeries(one, startMs, length);
    }
  }

  async portion(range: TimeRange): Promise<ProjectEnergySeries[]> {
    const found = await this.#query.ask(
      `SELECT "kwh", "measured", "edits" FROM "energy" WHERE ${within(range)} GROUP BY "meter", "project"`,
    );
    return found.map(held).flatMap(({ tags, values }) =>
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
    const rows = await this.#sums(projects, range, step, '"project"');
    return rows
      .map(([series, sum]) => ({ project: series.tags.project!, ...sum }))
      .sort((a, b) => (a.project < b.project ? -1 : a.project > b.project ? 1 : a.timeMs - b.timeMs));
  }

  async total(
    projects: readonly string[] | null,
    range: TimeRange,
    step: EnergyStep,
  ): Promise<TotalEnergy[]> {
    const rows = await this.#sums(projects, range, step, null);
    return rows.map(([, sum]) => sum).sort((a, b) => a.timeMs - b.timeMs);
  }

  async #sums(
    projects: readonly string[] | null,
    range: TimeRange,
    step: EnergyStep,
    by: '"project"' | null,
  ): Promise<[Series, TotalEnergy][]> {
    if (projects?.length === 0) return [];
    const chosen = projects === null ? '' : `${oneOf('project', projects)} AND `;
    const sums: [Series, TotalEnergy][] = [];
    for (const { from, measured, where, time, dayMs } of this.#sources(range, step)) {
      const groups = [by, time].filter((group) => group !== null).join(', ');
      const answer = await this.#query.ask(
        `SELECT sum("kwh") AS "kwh", sum("${measured}") AS "measured", sum("intervals") AS "intervals"
         FROM ${from} WHERE ${chosen}${where} ${groups === '' ? '' : `GROUP BY ${groups}`}
         ${time === null ? '' : 'fill(none)'}`,
      );
      for (const series of answer) for (const sum of sumsOf(series, dayMs)) sums.push([series, sum]);
    }
    return sums;
  }

  // InfluxQL's tz() makes a query three times as slow; hours need it only where the clocks change, days not at all.
  #sources(range: TimeRange, step: EnergyStep): Source[] {
    if (step === 'interval') return [{ ...intervals, where: within(range), time: 'time(15m)' }];
    if (step === 'hour') {
      return this.#city.stretches(range).map((stretch) => ({
        ...intervals,
        where: within(stretch),
        time: `time(1h, ${-stretch.offsetMs}ms)`,
      }));
    }
    const { whole, cuts } = this.#city.daysOf(range);
    const sources: Source[] = cuts.map((cut) => ({
      ...intervals,
      where: within(cut),
      time: null,
      dayMs: this.#city.day(cut.fromMs).startMs,
    }));
    if (whole === null) return sources;
    // Each sum of a day stands at its very begin.
    return [...sources, { ...wholeDays, where: within(whole), time: 'time(15m)' }];
  }
}

/** Where sums are taken from, and in what steps; `dayMs`: one step, which is this day. */
interface Source {
  from: string;
  measured: string;
  where: string;
  time: string | null;
  dayMs: number | null;
}

const intervals = { from: '"energy"', measured: 'measured', dayMs: null };
const wholeDays = { from: '"energy_day"', measured: 'measured_sum', dayMs: null };

/** What was taken out counts no interval. */
function sumsOf(series: Series, dayMs: number | null): TotalEnergy[] {
  const [kwh, measured, count] = ['kwh', 'measured', 'intervals'].map((name) => columnOf(series, name));
  return series.values
    .filter((row) => Number(row[count!]) > 0)
    .map((row) =>
      energySum(dayMs ?? Number(row[0]), Number(row[kwh!]), Number(row[measured!]) / Number(row[count!])),
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
