import { DOUBLE, type DuckDBConnection, INTEGER, TIMESTAMP_MS } from '@duckdb/node-api';
import type { Phases, Reading, ReadingSeries } from '../../model/reading.ts';
import type { StoredReading, TimeRange, Touched } from '../readings.ts';
import { seriesGroups } from '../series-groups.ts';
import { appendRows, type Column, instant } from './chunks.ts';
import type { Database, Row, Rows } from './database.ts';
import type { Names } from './names.ts';
import { type Partition, Partitions, partitionOf } from './partitions.ts';

/** Series are fetched for as many meters at once as have this many readings: some 30 MB. */
const rowsAtOnce = 500_000;

const readingColumns = `meter, project, epoch_ms(time) AS time_ms, energy_kwh, power_kw,
  voltage_a_v, voltage_b_v, voltage_c_v, current_a_a, current_b_a, current_c_a, power_factor, received_ms`;

/** Raw readings, in one table a month. */
export class ReadingTable {
  readonly #database: Database;
  readonly #names: Names;
  readonly #partitions: Partitions;
  readonly #latest = new Map<string, Reading>();

  constructor(database: Database, names: Names) {
    this.#database = database;
    this.#names = names;
    this.#partitions = new Partitions(database);
  }

  async load(): Promise<void> {
    await this.#partitions.load();
    for (const partition of this.#partitions.newestFirst()) {
      const known = this.#names.list([...this.#latest.keys()]);
      const rows = await this.#newest(partition, known === 'NULL' ? 'true' : `meter NOT IN (${known})`);
      for (const reading of rows) this.#latest.set(reading.meter, reading);
    }
  }

  /**
   * A reading newer than all of its meter's can only be new and is appended; what is not may be there already and
   * takes the place of what it finds. So the usual way costs no look-up and needs no index.
   */
  async write<T extends Reading>(readings: readonly T[], storedMsOf: (reading: T) => number): Promise<void> {
    const partitions = new Map(
      readings.map(({ timeMs }) => [partitionOf(timeMs).table, partitionOf(timeMs)]),
    );
    await this.#partitions.ensure([...partitions.values()]);
    await this.#names.ensure(readings.map(({ meter }) => meter));
    await this.#names.ensure(readings.map(({ project }) => project));
    const latest = await this.#database.transaction(async (connection) => {
      const split = splitByAge(readings, this.#latest);
      const columns = this.#columns(storedMsOf);
      for (const [table, rows] of byPartition(split.newer)) {
        await appendRows(connection, { schema: 'stored', name: table }, columns, rows);
      }
      for (const [table, rows] of byPartition(split.other))
        await replaceRows(connection, table, columns, rows);
      return split.latest;
    });
    for (const [meter, reading] of latest) this.#latest.set(meter, reading);
  }

  latest(meters: readonly string[] | undefined): Map<string, Reading> {
    if (meters === undefined) return new Map(this.#latest);
    const found = meters.map((meter) => this.#latest.get(meter)).filter((reading) => reading !== undefined);
    return new Map(found.map((reading) => [reading.meter, reading]));
  }

  async *series(meters: readonly string[], range: TimeRange): AsyncIterable<ReadingSeries> {
    const { fromMs, toMs } = range;
    const source = this.#partitions.source(fromMs, toMs, '*');
    const within = `time >= make_timestamp_ms(${fromMs}) AND time < make_timestamp_ms(${toMs})`;
    const counted = await this.#database.rows(
      `SELECT meter, count(*) FROM ${source} WHERE meter IN (${this.#names.list(meters)}) AND ${within} GROUP BY meter`,
    );
    const counts = new Map(counted.map(([meter, count]) => [this.#names.name(Number(meter)), Number(count)]));
    const ordered = [...counts.keys()].sort();
    for (const group of seriesGroups(ordered, counts, rowsAtOnce)) {
      const columns = await this.#database.numbers(
        `SELECT meter, epoch_ms(time)::DOUBLE, received_ms, energy_kwh, power_kw,
           least(voltage_a_v, voltage_b_v, voltage_c_v), greatest(voltage_a_v, voltage_b_v, voltage_c_v)
         FROM ${source} WHERE meter IN (${this.#names.list(group)}) AND ${within} ORDER BY meter, time`,
      );
      const ofMeter = new Map(
        cutByMeter(columns).map((series) => [this.#names.name(series.number), series.columns]),
      );
      for (const meter of group) yield seriesOf(meter, ofMeter.get(meter)!);
    }
  }

  async lastBefore(meters: readonly string[], timeMs: number): Promise<Map<string, Reading>> {
    const found = new Map<string, Reading>();
    const search = new Set<string>();
    for (const [meter, reading] of this.latest(meters)) {
      if (reading.timeMs < timeMs) found.set(meter, reading);
      else search.add(meter);
    }
    for (const partition of this.#partitions.newestFirst()) {
      if (partition.fromMs >= timeMs || search.size === 0) continue;
      const older = `meter IN (${this.#names.list([...search])}) AND time < make_timestamp_ms(${timeMs})`;
      for (const reading of await this.#newest(partition, older)) {
        found.set(reading.meter, reading);
        search.delete(reading.meter);
      }
    }
    return found;
  }

  async touchedSince(storedMs: number): Promise<Touched[]> {
    const source = this.#partitions.source(-Infinity, Infinity, 'meter, time, stored_ms');
    const rows = await this.#database.rows(
      `SELECT meter, epoch_ms(min(time)), epoch_ms(max(time)), max(stored_ms) FROM ${source} WHERE stored_ms >= $1 GROUP BY meter`,
      [storedMs],
    );
    return rows.map(([meter, first, last, stored]) => ({
      meter: this.#names.name(Number(meter)),
      fromMs: Number(first),
      toMs: Number(last) + 1,
      storedMs: Number(stored),
    }));
  }

  async portion(rows: Rows, { fromMs, toMs }: TimeRange): Promise<StoredReading[]> {
    const found = await rows(
      `SELECT ${readingColumns}, stored_ms FROM ${this.#partitions.source(fromMs, toMs, '*')}
       WHERE time >= make_timestamp_ms(${fromMs}) AND time < make_timestamp_ms(${toMs})`,
    );
    return found.map((row) => ({ ...readingOf(row, this.#names), storedMs: Number(row[13]) }));
  }

  async dropBefore(timeMs: number): Promise<void> {
    await this.#partitions.dropBefore(timeMs);
  }

  async #newest(partition: Partition, condition: string): Promise<Reading[]> {
    const rows = await this.#database.rows(
      `SELECT ${readingColumns} FROM stored.${partition.table} SEMI JOIN
         (SELECT meter, max(time) AS time FROM stored.${partition.table} WHERE ${condition} GROUP BY meter)
         USING (meter, time)`,
    );
    return rows.map((row) => readingOf(row, this.#names));
  }

  #columns<T extends Reading>(storedMsOf: (reading: T) => number): Column<T>[] {
    const number = (name: string) => this.#names.number(name)!;
    return [
      { type: INTEGER, value: (reading) => number(reading.meter) },
      { type: INTEGER, value: (reading) => number(reading.project) },
      { type: TIMESTAMP_MS, value: (reading) => instant(reading.timeMs) },
      { type: DOUBLE, value: (reading) => reading.energyKwh },
      { type: DOUBLE, value: (reading) => reading.powerKw },
      ...([0, 1, 2] as const).map(
        (phase): Column<T> => ({
          type: DOUBLE,
          value: (reading) => reading.voltageV?.[phase] ?? null,
        }),
      ),
      ...([0, 1, 2] as const).map(
        (phase): Column<T> => ({
          type: DOUBLE,
          value: (reading) => reading.currentA?.[phase] ?? null,
        }),
      ),
      { type: DOUBLE, value: (reading) => reading.powerFactor },
      { type: DOUBLE, value: (reading) => reading.receivedMs },
      { type: DOUBLE, value: storedMsOf },
    ];
  }
}

interface ByAge<T> {
  newer: T[];
  /** One for each meter and time: the last. */
  other: T[];
  latest: Map<string, Reading>;
}

function splitByAge<T extends Reading>(
  readings: readonly T[],
  known: ReadonlyMap<string, Reading>,
): ByAge<T> {
  const newer: T[] = [];
  const other = new Map<string, T>();
  const latest = new Map<string, Reading>();
  for (const reading of readings) {
    const before = latest.get(reading.meter) ?? known.get(reading.meter);
    if (before === undefined || reading.timeMs > before.timeMs) newer.push(reading);
    else other.set(`${reading.timeMs} ${reading.meter}`, reading);
    if (before === undefined || reading.timeMs >= before.timeMs) latest.set(reading.meter, reading);
  }
  return { newer, other: [...other.values()], latest };
}

function byPartition<T extends Reading>(readings: readonly T[]): Map<string, T[]> {
  return Map.groupBy(readings, ({ timeMs }) => partitionOf(timeMs).table);
}

async function replaceRows<T extends Reading>(
  connection: DuckDBConnection,
  table: string,
  columns: readonly Column<T>[],
  rows: readonly T[],
): Promise<void> {
  await connection.run('CREATE TEMP TABLE replacing AS FROM stored.reading LIMIT 0');
  await appendRows(connection, { catalog: 'temp', schema: 'main', name: 'replacing' }, columns, rows);
  await connection.run(
    `DELETE FROM stored.${table} t USING replacing r WHERE t.meter = r.meter AND t.time = r.time`,
  );
  await connection.run(`INSERT INTO stored.${table} FROM replacing`);
  await connection.run('DROP TABLE replacing');
}

/** Cuts columns that are in the order of their first, a meter's number, where it changes. */
function cutByMeter(columns: readonly Float64Array[]): { number: number; columns: Float64Array[] }[] {
  const [numbers, ...rest] = columns;
  const cuts: { number: number; columns: Float64Array[] }[] = [];
  for (let from = 0; from < numbers!.length; ) {
    const number = numbers![from]!;
    let to = from + 1;
    while (to < numbers!.length && numbers![to] === number) to++;
    cuts.push({ number, columns: rest.map((column) => column.slice(from, to)) });
    from = to;
  }
  return cuts;
}

function seriesOf(meter: string, columns: readonly Float64Array[]): ReadingSeries {
  const [timeMs, receivedMs, energyKwh, powerKw, voltageMinV, voltageMaxV] = columns;
  return {
    meter,
    timeMs: timeMs!,
    receivedMs: receivedMs!,
    energyKwh: energyKwh!,
    powerKw: powerKw!,
    voltageMinV: voltageMinV!,
    voltageMaxV: voltageMaxV!,
  };
}

function readingOf(row: Row, names: Names): Reading {
  const number = (index: number) => (row[index] === null ? null : Number(row[index]));
  return {
    meter: names.name(Number(row[0])),
    project: names.name(Number(row[1])),
    timeMs: Number(row[2]),
    receivedMs: Number(row[12]),
    energyKwh: number(3),
    powerKw: number(4),
    voltageV: phasesOf([number(5), number(6), number(7)]),
    currentA: phasesOf([number(8), number(9), number(10)]),
    powerFactor: number(11),
  };
}

function phasesOf(phases: Phases): Phases | null {
  return phases.every((phase) => phase === null) ? null : phases;
}
