import { DOUBLE, INTEGER, TIMESTAMP_MS } from '@duckdb/node-api';
import type { Phases, Reading, ReadingSeries } from '../../model/reading.ts';
import type { StoredReading, TimeRange, Touched } from '../readings.ts';
import { seriesGroups } from '../series-groups.ts';
import { Coverage } from './coverage.ts';
import { cutByNumber } from './cut-by-number.ts';
import type { Database, Row, Rows } from './database.ts';
import { type Column, type GivenRows, instant } from './given-rows.ts';
import type { Names } from './names.ts';
import { type Partition, Partitions } from './partitions.ts';

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
  readonly #coverage = new Map<string, Coverage>();

  constructor(database: Database, names: Names) {
    this.#database = database;
    this.#names = names;
    this.#partitions = new Partitions(database);
  }

  async load(): Promise<void> {
    await this.#partitions.load();
    for (const partition of this.#partitions.newestFirst()) {
      // To read one column of a month is cheap, to look for the newest of all its meters is not.
      const there = await this.#database.rows(`SELECT DISTINCT meter FROM stored.${partition.table}`);
      const missing = there
        .map(([number]) => this.#names.name(Number(number)))
        .filter((meter) => !this.#latest.has(meter));
      if (missing.length === 0) continue;
      const rows = await this.#newest(partition, `meter IN (${this.#names.list(missing)})`);
      for (const reading of rows) this.#latest.set(reading.meter, reading);
    }
    // Where a meter's readings begin would cost a look at every one: that they may begin with the oldest is enough.
    const oldest = this.#partitions.newestFirst().at(-1);
    for (const { meter, timeMs } of this.#latest.values()) {
      this.#coverageOf(meter).cover(oldest!.fromMs, timeMs);
    }
  }

  /**
   * What is surely new is appended; what may be there already takes the place of what it finds. So the usual way
   * costs no look-up and needs no index.
   */
  async write<T extends Reading>(readings: readonly T[], storedMsOf: (reading: T) => number): Promise<void> {
    const partitions = new Set<Partition>();
    const names = new Set<string>();
    for (const { timeMs, meter, project } of readings) {
      partitions.add(this.#partitions.of(timeMs));
      names.add(meter).add(project);
    }
    await this.#partitions.ensure([...partitions]);
    await this.#names.ensure(names);
    const columns = this.#columns(storedMsOf);
    await this.#database.transaction(async (_connection, given) => {
      for (const partition of partitions) {
        const { fresh, other } = this.#split(readings, partition);
        await insertRows(given, partition.table, columns, fresh);
        await replaceRows(given, partition.table, columns, other);
      }
    });
    for (const reading of newestOfEach(readings)) {
      const latest = this.#latest.get(reading.meter);
      if (latest === undefined || reading.timeMs >= latest.timeMs) {
        this.#latest.set(reading.meter, plainReading(reading));
      }
    }
  }

  /** Those of one partition: the surely new ones, and of the others the last of each meter and time. */
  #split<T extends Reading>(readings: readonly T[], partition: Partition): { fresh: T[]; other: T[] } {
    const fresh: T[] = [];
    const other = new Map<string, Map<number, T>>();
    for (const reading of readings) {
      if (this.#partitions.of(reading.timeMs) !== partition) continue;
      if (this.#coverageOf(reading.meter).claim(reading.timeMs)) fresh.push(reading);
      else other.getOrInsertComputed(reading.meter, () => new Map()).set(reading.timeMs, reading);
    }
    return { fresh, other: [...other.values()].flatMap((ofMeter) => [...ofMeter.values()]) };
  }

  #coverageOf(meter: string): Coverage {
    let coverage = this.#coverage.get(meter);
    if (coverage === undefined) {
      coverage = new Coverage();
      this.#coverage.set(meter, coverage);
    }
    return coverage;
  }

  latest(meters: readonly string[] | undefined): Map<string, Reading> {
    if (meters === undefined) return new Map(this.#latest);
    const found = meters.map((meter) => this.#latest.get(meter)).filter((reading) => reading !== undefined);
    return new Map(found.map((reading) => [reading.meter, reading]));
  }

  async *series(meters: readonly string[], range: TimeRange): AsyncIterable<ReadingSeries> {
    const { fromMs, toMs } = range;
    const source = this.#partitions.source(fromMs, toMs, '*');
    const within = `time >= make_timestamp_ms(${fromMs})::TIMESTAMP_MS AND time < make_timestamp_ms(${toMs})::TIMESTAMP_MS`;
    const counted = await this.#database.rows(
      `SELECT meter, count(*) FROM ${source} WHERE meter IN (${this.#names.list(meters)}) AND ${within} GROUP BY meter`,
    );
    const counts = new Map(counted.map(([meter, count]) => [this.#names.name(Number(meter)), Number(count)]));
    const ordered = [...counts.keys()].sort();
    for (const group of seriesGroups(ordered, counts, rowsAtOnce)) {
      const chunks = this.#database.numberChunks(
        `SELECT meter, epoch_ms(time)::DOUBLE, received_ms, energy_kwh, power_kw,
           least(voltage_a_v, voltage_b_v, voltage_c_v), greatest(voltage_a_v, voltage_b_v, voltage_c_v)
         FROM ${source} WHERE meter IN (${this.#names.list(group)}) AND ${within} ORDER BY meter, time`,
      );
      const ofNumber = await cutByNumber(chunks);
      for (const meter of group) yield seriesOf(meter, ofNumber.get(this.#names.number(meter)!)!);
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
      const older = `meter IN (${this.#names.list([...search])}) AND time < make_timestamp_ms(${timeMs})::TIMESTAMP_MS`;
      for (const reading of await this.#newest(partition, older)) {
        found.set(reading.meter, reading);
        search.delete(reading.meter);
      }
    }
    return found;
  }

  async touchedSince(storedMs: number, seen: ReadonlyMap<string, number>): Promise<Touched[]> {
    const source = this.#partitions.source(-Infinity, Infinity, 'meter, time, stored_ms');
    const rows = await this.#database.rows(
      `SELECT meter, epoch_ms(min(time)), epoch_ms(max(time)), max(stored_ms) FROM ${source} ${this.#unseen(seen, storedMs)}
       WHERE stored_ms >= $1 AND (seen_ms IS NULL OR stored_ms > seen_ms) GROUP BY meter`,
      [storedMs],
    );
    return rows.map(([meter, first, last, stored]) => ({
      meter: this.#names.name(Number(meter)),
      fromMs: Number(first),
      toMs: Number(last) + 1,
      storedMs: Number(stored),
    }));
  }

  /** Joins each meter's own bound to its rows. */
  #unseen(seen: ReadonlyMap<string, number>, storedMs: number): string {
    const bounds = [...seen].flatMap(([meter, seenMs]) => {
      const number = this.#names.number(meter);
      return number === undefined || seenMs < storedMs ? [] : [`(${number}, ${seenMs})`];
    });
    const rows = bounds.length === 0 ? '(NULL, NULL)' : bounds.join(', ');
    return `LEFT JOIN (VALUES ${rows}) AS seen(meter, seen_ms) USING (meter)`;
  }

  async portion(rows: Rows, { fromMs, toMs }: TimeRange): Promise<StoredReading[]> {
    const found = await rows(
      `SELECT ${readingColumns}, stored_ms FROM ${this.#partitions.source(fromMs, toMs, '*')}
       WHERE time >= make_timestamp_ms(${fromMs})::TIMESTAMP_MS AND time < make_timestamp_ms(${toMs})::TIMESTAMP_MS`,
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
      { name: 'meter', type: INTEGER, value: (reading) => number(reading.meter) },
      { name: 'project', type: INTEGER, value: (reading) => number(reading.project) },
      { name: 'time', type: TIMESTAMP_MS, value: (reading) => instant(reading.timeMs) },
      { name: 'energy_kwh', type: DOUBLE, value: (reading) => reading.energyKwh },
      { name: 'power_kw', type: DOUBLE, value: (reading) => reading.powerKw },
      ...([0, 1, 2] as const).map(
        (phase): Column<T> => ({
          name: `voltage_${'abc'[phase]}_v`,
          type: DOUBLE,
          value: (reading) => reading.voltageV?.[phase] ?? null,
        }),
      ),
      ...([0, 1, 2] as const).map(
        (phase): Column<T> => ({
          name: `current_${'abc'[phase]}_a`,
          type: DOUBLE,
          value: (reading) => reading.currentA?.[phase] ?? null,
        }),
      ),
      { name: 'power_factor', type: DOUBLE, value: (reading) => reading.powerFactor },
      { name: 'received_ms', type: DOUBLE, value: (reading) => reading.receivedMs },
      { name: 'stored_ms', type: DOUBLE, value: storedMsOf },
    ];
  }
}

/** Of each meter the newest, and of several of that time the last. */
function newestOfEach(readings: readonly Reading[]): Iterable<Reading> {
  const newest = new Map<string, Reading>();
  for (const reading of readings) {
    const other = newest.get(reading.meter);
    if (other === undefined || reading.timeMs >= other.timeMs) newest.set(reading.meter, reading);
  }
  return newest.values();
}

/** Without what a caller's own kind of reading has besides. */
function plainReading(reading: Reading): Reading {
  const { meter, project, timeMs, receivedMs, energyKwh, powerKw, voltageV, currentA, powerFactor } = reading;
  return { meter, project, timeMs, receivedMs, energyKwh, powerKw, voltageV, currentA, powerFactor };
}

/** Columns in which no row has a value are left out: a NULL costs more than a value, and most meters send two of ten. */
async function insertRows<T>(
  given: GivenRows,
  table: string,
  columns: readonly Column<T>[],
  rows: readonly T[],
): Promise<void> {
  const used = columns.filter(({ value }) => rows.some((row) => value(row) !== null));
  await given.run(`INSERT INTO stored.${table} BY NAME FROM given()`, used, rows);
}

async function replaceRows<T>(
  given: GivenRows,
  table: string,
  columns: readonly Column<T>[],
  rows: readonly T[],
): Promise<void> {
  await given.run(
    `DELETE FROM stored.${table} t USING given() g WHERE t.meter = g.meter AND t.time = g.time`,
    columns,
    rows,
  );
  await insertRows(given, table, columns, rows);
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
