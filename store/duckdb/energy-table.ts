import { DOUBLE, INTEGER, TIMESTAMP_MS } from '@duckdb/node-api';
import { type EnergySeries, intervalMs } from '../../model/energy.ts';
import type { CityTime } from '../city-time.ts';
import { energySum, toMillionth } from '../energy-sum.ts';
import { seriesOf } from '../portions.ts';
import type { EnergyStep, ProjectEnergy, ProjectEnergySeries, TimeRange, TotalEnergy } from '../readings.ts';
import type { Database, Rows } from './database.ts';
import { EnergyDays, type ProjectStretch } from './energy-days.ts';
import { type Column, type GivenRows, instant, type Sized } from './given-rows.ts';
import type { Names } from './names.ts';
import { span, within } from './time-range.ts';

/** Energy is fetched for as many meters at once as have this many intervals at most: some 20 MB. */
const intervalsAtOnce = 500_000;

interface Interval {
  meter: number;
  project: number;
  timeMs: number;
  kwh: number;
  measured: number;
  edits: number;
}

/** What is replaced of a meter, and the project that it is written for. */
interface Stretch extends TimeRange {
  meter: number;
  project: number;
}

const intervalColumns: Column<Interval>[] = [
  { name: 'meter', type: INTEGER, value: (row) => row.meter },
  { name: 'project', type: INTEGER, value: (row) => row.project },
  { name: 'time', type: TIMESTAMP_MS, value: (row) => instant(row.timeMs) },
  { name: 'kwh', type: DOUBLE, value: (row) => row.kwh },
  { name: 'measured', type: DOUBLE, value: (row) => row.measured },
  { name: 'edits', type: INTEGER, value: (row) => row.edits },
];

const stretchColumns: Column<Stretch>[] = [
  { name: 'meter', type: INTEGER, value: (row) => row.meter },
  { name: 'project', type: INTEGER, value: (row) => row.project },
  { name: 'from_time', type: TIMESTAMP_MS, value: (row) => instant(row.fromMs) },
  { name: 'to_time', type: TIMESTAMP_MS, value: (row) => instant(row.toMs) },
];

/** Energy by intervals of 15 minutes, and its sums by project and day, which are kept with each write. */
export class EnergyTable {
  readonly #database: Database;
  readonly #names: Names;
  readonly #city: CityTime;
  readonly #days: EnergyDays;
  /** The end of what is stored of each meter, by number: what begins there or later can only be new. */
  readonly #ends = new Map<number, number>();
  /** The same of a meter that nothing was written of since the start. */
  #endAtStart = -Infinity;

  constructor(database: Database, names: Names, city: CityTime) {
    this.#database = database;
    this.#names = names;
    this.#city = city;
    this.#days = new EnergyDays(city);
  }

  async load(): Promise<void> {
    // From the sums, which are a three hundredth of the intervals: the end of the last day of all is late enough.
    const [last] = await this.#database.rows('SELECT epoch_ms(max(time)) FROM stored.energy_day');
    if (last![0] !== null) this.#endAtStart = this.#city.day(Number(last![0])).endMs;
  }

  async write(series: readonly ProjectEnergySeries[]): Promise<void> {
    const filled = series.filter(({ kwh }) => kwh.length > 0);
    if (filled.length === 0) return;
    await this.#names.ensure(filled.map(({ meter }) => meter));
    await this.#names.ensure(filled.map(({ project }) => project));
    const stretches = filled.map((one) => this.#stretch(one));
    await this.#database.transaction(async (_connection, given) => {
      const stored = stretches.filter(({ meter, fromMs }) => fromMs < this.#endOf(meter));
      const left = await projectsLeft(given, stored);
      await takeOut(given, stored);
      await given.run('INSERT INTO stored.energy FROM given()', intervalColumns, this.#intervals(filled));
      await this.#days.sum(given, [...stretches, ...left]);
    });
    for (const { meter, toMs } of stretches) this.#ends.set(meter, Math.max(toMs, this.#endOf(meter)));
  }

  #endOf(meter: number): number {
    return this.#ends.get(meter) ?? this.#endAtStart;
  }

  async *read(meters: readonly string[], range: TimeRange): AsyncIterable<EnergySeries> {
    const startMs = Math.ceil(range.fromMs / intervalMs) * intervalMs;
    const length = Math.max(0, Math.ceil((range.toMs - startMs) / intervalMs));
    if (length === 0) return;
    const ordered = [...new Set(meters)].filter((meter) => this.#names.number(meter) !== undefined).sort();
    const atOnce = Math.max(1, Math.floor(intervalsAtOnce / length));
    for (let from = 0; from < ordered.length; from += atOnce) {
      const group = ordered.slice(from, from + atOnce);
      const columns = await this.#database.numbers(
        `SELECT meter, epoch_ms(time)::DOUBLE, kwh, measured, edits::DOUBLE FROM stored.energy
         WHERE meter IN (${this.#names.list(group)}) AND ${within({ fromMs: startMs, toMs: range.toMs })}`,
      );
      const found = fill(columns, startMs, length);
      for (const meter of group) {
        const series = found.get(this.#names.number(meter)!);
        if (series) yield { meter, startMs, ...series };
      }
    }
  }

  async portion(rows: Rows, range: TimeRange): Promise<ProjectEnergySeries[]> {
    const found = await rows(
      `SELECT project, meter, epoch_ms(time), kwh, measured, edits FROM stored.energy WHERE ${within(range)}
       ORDER BY project, meter, time`,
    );
    return seriesOf(
      found.map((row) => ({
        project: this.#names.name(Number(row[0])),
        meter: this.#names.name(Number(row[1])),
        timeMs: Number(row[2]),
        kwh: Number(row[3]),
        measured: Number(row[4]),
        edits: Number(row[5]),
      })),
    );
  }

  async byProject(projects: readonly string[], range: TimeRange, step: EnergyStep): Promise<ProjectEnergy[]> {
    const chosen = `project IN (${this.#names.list(projects)})`;
    const ofProject = new Map<number, ProjectEnergy[]>();
    for (const [times, kwh, measured, numbers] of await this.#sums(range, step, chosen, 'project')) {
      for (const [row, number] of numbers!.entries()) {
        let sums = ofProject.get(number);
        if (sums === undefined) {
          sums = [];
          ofProject.set(number, sums);
        }
        sums.push({
          project: this.#names.name(number),
          timeMs: times![row]!,
          kwh: toMillionth(kwh![row]!),
          measured: toMillionth(measured![row]!),
        });
      }
    }
    const found = [...ofProject.values()].sort(([a], [b]) => (a!.project < b!.project ? -1 : 1));
    return found.flatMap((sums) => sums.sort((a, b) => a.timeMs - b.timeMs));
  }

  async total(
    projects: readonly string[] | null,
    range: TimeRange,
    step: EnergyStep,
  ): Promise<TotalEnergy[]> {
    const chosen = projects === null ? 'true' : `project IN (${this.#names.list(projects)})`;
    const found: TotalEnergy[] = [];
    for (const [times, kwh, measured] of await this.#sums(range, step, chosen)) {
      for (const [row, timeMs] of times!.entries())
        found.push(energySum(timeMs, kwh![row]!, measured![row]!));
    }
    return found.sort((a, b) => a.timeMs - b.timeMs);
  }

  /** Columns of time, kWh, measured and what else to group by, for each part of the range. */
  async #sums(range: TimeRange, step: EnergyStep, chosen: string, by?: 'project'): Promise<Float64Array[][]> {
    const parts: Float64Array[][] = [];
    for (const { from, where, time } of step === 'day'
      ? this.#dayQueries(range)
      : this.#stepQueries(range, step)) {
      const summed = from === days && by !== undefined;
      const sums = summed ? 'kwh, measured' : 'sum(kwh), sum(measured * intervals) / sum(intervals)';
      parts.push(
        await this.#database.numbers(
          `SELECT (${time})::DOUBLE AS step, ${sums}${by ? `, ${by}` : ''}
           FROM ${from} WHERE ${chosen} AND ${where} ${summed ? '' : 'GROUP BY ALL'}`,
        ),
      );
    }
    return parts;
  }

  /** Whole days from their sums, the days that the range cuts from their intervals. */
  #dayQueries(range: TimeRange): EnergyQuery[] {
    const { whole, cuts } = this.#city.daysOf(range);
    const queries = cuts.map((cut) => ({
      from: intervals,
      where: within(cut),
      time: String(this.#city.day(cut.fromMs).startMs),
    }));
    if (whole === null) return queries;
    return [...queries, { from: days, where: within(whole), time: 'epoch_ms(time)' }];
  }

  #stepQueries(range: TimeRange, step: 'interval' | 'hour'): EnergyQuery[] {
    if (step === 'interval') return [{ from: intervals, where: within(range), time: 'epoch_ms(time)' }];
    return this.#city.stretches(range).map((stretch) => ({
      from: intervals,
      where: within(stretch),
      time: `(epoch_ms(time) + ${stretch.offsetMs}) // 3600000 * 3600000 - ${stretch.offsetMs}`,
    }));
  }

  #stretch({ meter, project, startMs, kwh }: ProjectEnergySeries): Stretch {
    return {
      meter: this.#names.number(meter)!,
      project: this.#names.number(project)!,
      fromMs: startMs,
      toMs: startMs + kwh.length * intervalMs,
    };
  }

  /** Made as they are taken: the history of a city has millions. */
  #intervals(all: readonly ProjectEnergySeries[]): Sized<Interval> {
    const names = this.#names;
    return {
      length: all.reduce((sum, { kwh }) => sum + kwh.length, 0),
      *[Symbol.iterator]() {
        for (const { meter, project, startMs, kwh, measured, edits } of all) {
          const numbers = { meter: names.number(meter)!, project: names.number(project)! };
          for (const [index, value] of kwh.entries()) {
            if (Number.isNaN(value)) continue;
            yield {
              ...numbers,
              timeMs: startMs + index * intervalMs,
              kwh: value,
              measured: measured[index]!,
              edits: edits[index]!,
            };
          }
        }
      },
    };
  }
}

interface EnergyQuery {
  from: string;
  where: string;
  time: string;
}

const intervals = '(SELECT *, 1 AS intervals FROM stored.energy)';
const days = 'stored.energy_day';

const inStretch = 'e.meter = g.meter AND e.time >= g.from_time AND e.time < g.to_time';

/** The projects that lose intervals to another, each from the first to the last that it loses. */
async function projectsLeft(given: GivenRows, stretches: readonly Stretch[]): Promise<ProjectStretch[]> {
  const found = await given.ask(
    `SELECT e.project, epoch_ms(min(e.time)), epoch_ms(max(e.time)) FROM stored.energy e JOIN given() g
     ON ${inStretch} AND e.project <> g.project WHERE ${within(span(stretches))} GROUP BY e.project`,
    stretchColumns,
    stretches,
  );
  return found.map(([project, first, last]) => ({
    project: Number(project),
    fromMs: Number(first),
    toMs: Number(last) + intervalMs,
  }));
}

/** Deletes what lies in the stretches; the bounds over all of them let DuckDB skip the rest of the table. */
async function takeOut(given: GivenRows, stretches: readonly Stretch[]): Promise<void> {
  await given.run(
    `DELETE FROM stored.energy e USING given() g WHERE ${inStretch} AND ${within(span(stretches))}`,
    stretchColumns,
    stretches,
  );
}

interface Filled {
  kwh: Float64Array;
  measured: Float64Array;
  edits: Uint16Array;
}

function fill(columns: readonly Float64Array[], startMs: number, length: number): Map<number, Filled> {
  const found = new Map<number, Filled>();
  const [meters, times, kwh, measured, edits] = columns;
  for (const [row, meter] of meters!.entries()) {
    let series = found.get(meter);
    if (series === undefined) {
      series = {
        kwh: new Float64Array(length).fill(Number.NaN),
        measured: new Float64Array(length),
        edits: new Uint16Array(length),
      };
      found.set(meter, series);
    }
    const index = (times![row]! - startMs) / intervalMs;
    series.kwh[index] = kwh![row]!;
    series.measured[index] = measured![row]!;
    series.edits[index] = edits![row]!;
  }
  return found;
}
