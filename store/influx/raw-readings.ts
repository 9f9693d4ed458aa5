import type { Phases, Reading, ReadingSeries } from '../../model/reading.ts';
import type { RefusedReading, StoredReading, TimeRange, Touched } from '../readings.ts';
import { seriesGroups } from '../series-groups.ts';
import type { LineWriter, RefusedLine } from './line-writer.ts';
import { seriesKey } from './lines.ts';
import { rawPolicy } from './options.ts';
import {
  columnOf,
  extentOf,
  type InfluxQuery,
  nanoseconds,
  oneOf,
  type Series,
  type Value,
  within,
} from './query.ts';
import type { Redo } from './redo.ts';
import type { Generation } from './server-version.ts';
import { stretchesOf, touchedLines } from './touched.ts';

/** Series are fetched for as many meters at once as have this many readings: some 30 MB of JSON. */
const rowsAtOnce = 200_000;
/** Tag values in one regular expression: the server compares each series with all of them. */
const metersAtOnce = 500;
/** A shard of 1.x has a week, from Monday 00:00 UTC, where readings are kept for half a year or longer. */
const shardMs = 7 * 86_400_000;
const firstMondayMs = Date.UTC(1970, 0, 5);

const measured = [
  'energy_kwh',
  'power_kw',
  'voltage_a_v',
  'voltage_b_v',
  'voltage_c_v',
  'current_a_a',
  'current_b_a',
  'current_c_a',
  'power_factor',
] as const;

// A point written again keeps the fields that it had and is not given again, so each write says which of its fields
// hold: one bit each, in the order of `measured`. The bits lie below the time of the write, in one field `stored`,
// because a field costs the server a fifth of a whole reading.
const sentBits = 2 ** measured.length;

/** When a reading was written, and which of its fields hold. */
interface Stored {
  storedMs: number;
  sent: number;
}

function storedOf(value: Value | undefined): Stored {
  const both = Number(value);
  return { storedMs: Math.floor(both / sentBits), sent: both % sentBits };
}

/** Raw readings: measurement `reading`, and `touched` that tells what was written when. */
export class RawReadings {
  readonly #query: InfluxQuery;
  readonly #writer: LineWriter;
  readonly #redo: Redo | null;

  /** With a `redo` what is written waits in it until the server cannot lose it any more. */
  constructor(query: InfluxQuery, writer: LineWriter, redo: Redo | null) {
    this.#query = query;
    this.#writer = writer;
    this.#redo = redo;
  }

  async write<T extends Reading>(
    readings: readonly T[],
    storedMsOf: (reading: T) => number,
  ): Promise<RefusedReading[]> {
    if (readings.length === 0) return [];
    const lines = readings.map((reading) => readingLine(reading, storedMsOf(reading)));
    const send = async (): Promise<RefusedLine[]> => {
      const refused = areInOrder(readings)
        ? await this.#writer.writeApart(lines, rawPolicy)
        : await this.#writer.write(lines, rawPolicy);
      // After the readings, so that nobody looks for what is not there yet.
      for (const [storedMs, stored] of Map.groupBy(readings, storedMsOf)) {
        await this.#writer.write(touchedLines(stretchesOf(stored), storedMs), rawPolicy);
      }
      return refused;
    };
    const refused =
      this.#redo === null
        ? await send()
        : await this.#redo.write({ lines, stretches: stretchesOf(readings) }, send);
    return refused.map(({ index, detail }) => ({ reading: readings[index]!, detail }));
  }

  async latest(meters: readonly string[] | undefined): Promise<Map<string, Reading>> {
    if (meters === undefined) return this.#newest('time > 0');
    return this.#newestOf(meters, 'time > 0');
  }

  lastBefore(meters: readonly string[], timeMs: number): Promise<Map<string, Reading>> {
    return this.#newestOf(meters, `time < ${nanoseconds(timeMs)}`);
  }

  async *series(meters: readonly string[], range: TimeRange): AsyncIterable<ReadingSeries> {
    const counts = new Map<string, number>();
    for (const part of parts(meters)) {
      const counted = await this.#query.ask(
        `SELECT count("stored") FROM "reading" WHERE ${oneOf('meter', part)} AND ${within(range)} GROUP BY "meter"`,
        rawPolicy,
      );
      for (const series of counted) {
        counts.set(series.tags.meter!, Number(series.values[0]![columnOf(series, 'count')]));
      }
    }
    for (const group of seriesGroups([...counts.keys()].sort(), counts, rowsAtOnce)) {
      for (const part of parts(group)) {
        const found = await this.#query.ask(
          `SELECT "received_ms", "stored", "energy_kwh", "power_kw", "voltage_a_v", "voltage_b_v",
             "voltage_c_v" FROM "reading" WHERE ${oneOf('meter', part)} AND ${within(range)} GROUP BY "meter"`,
          rawPolicy,
        );
        const ofMeter = new Map(found.map((series) => [series.tags.meter!, series]));
        for (const meter of part) yield readingSeries(meter, ofMeter.get(meter)!);
      }
    }
  }

  async touchedSince(storedMs: number, seen: ReadonlyMap<string, number>): Promise<Touched[]> {
    // InfluxQL has one bound for all meters: what was seen of one is left out here.
    const chosen =
      seen.size === 0
        ? 'min("from_ms") AS "from", max("to_ms") AS "to", max("stored_ms") AS "stored"'
        : '"from_ms" AS "from", "to_ms" AS "to", "stored_ms" AS "stored"';
    const found = await this.#query.ask(
      `SELECT ${chosen} FROM "touched" WHERE time >= ${nanoseconds(storedMs)} GROUP BY "meter"`,
      rawPolicy,
    );
    return found.flatMap((series) => {
      const meter = series.tags.meter!;
      const seenMs = seen.get(meter) ?? Number.NEGATIVE_INFINITY;
      const [from, to, stored] = ['from', 'to', 'stored'].map((name) => columnOf(series, name));
      const rows = series.values.filter((row) => Number(row[stored!]) > seenMs);
      if (rows.length === 0) return [];
      return {
        meter,
        fromMs: rows.reduce((first, row) => Math.min(first, Number(row[from!])), Number.POSITIVE_INFINITY),
        toMs: rows.reduce((last, row) => Math.max(last, Number(row[to!])), 0),
        storedMs: rows.reduce((last, row) => Math.max(last, Number(row[stored!])), 0),
      };
    });
  }

  async portion(range: TimeRange): Promise<StoredReading[]> {
    const found = await this.#query.ask(
      `SELECT * FROM "reading" WHERE ${within(range)} GROUP BY "meter", "project"`,
      rawPolicy,
    );
    const newest = new Map<string, StoredReading>();
    for (const series of found) {
      for (const row of series.values) {
        const one = storedReading(series, row);
        const key = `${one.timeMs} ${one.meter}`;
        const other = newest.get(key);
        if (other === undefined || one.storedMs >= other.storedMs) newest.set(key, one);
      }
    }
    return [...newest.values()];
  }

  async extent(): Promise<TimeRange | null> {
    return extentOf(this.#query, 'reading', 'stored', rawPolicy);
  }

  /** Whole weeks, which is what a shard of 1.x has; the later ones let them expire by themselves and take no such order. */
  async dropBefore(timeMs: number, generation: Generation): Promise<void> {
    if (generation !== 1) return;
    const weekMs = Math.floor((timeMs - firstMondayMs) / shardMs) * shardMs + firstMondayMs;
    for (const measurement of ['reading', 'touched']) {
      await this.#query.ask(`DELETE FROM "${measurement}" WHERE time < ${nanoseconds(weekMs)}`);
    }
  }

  async #newestOf(meters: readonly string[], condition: string): Promise<Map<string, Reading>> {
    const found = new Map<string, Reading>();
    for (const part of parts(meters)) {
      const newest = await this.#newest(`${oneOf('meter', part)} AND ${condition}`);
      for (const [meter, reading] of newest) found.set(meter, reading);
    }
    return found;
  }

  async #newest(condition: string): Promise<Map<string, Reading>> {
    const found = await this.#query.ask(
      `SELECT * FROM "reading" WHERE ${condition} GROUP BY "meter", "project" ORDER BY time DESC LIMIT 1`,
      rawPolicy,
    );
    const newest = new Map<string, StoredReading>();
    for (const series of found) {
      const one = storedReading(series, series.values[0]!);
      const other = newest.get(one.meter);
      if (other === undefined || isNewer(one, other)) newest.set(one.meter, one);
    }
    return new Map([...newest].map(([meter, { storedMs: _when, ...reading }]) => [meter, reading]));
  }
}

/** Each meter's in the order of time, as they usually come: then no two are of the same meter and time. */
function areInOrder(readings: readonly Reading[]): boolean {
  const newest = new Map<string, number>();
  return readings.every(({ meter, timeMs }) => {
    const before = newest.get(meter);
    newest.set(meter, timeMs);
    return before === undefined || timeMs > before;
  });
}

function isNewer(one: StoredReading, other: StoredReading): boolean {
  return one.timeMs > other.timeMs || (one.timeMs === other.timeMs && one.storedMs >= other.storedMs);
}

function valuesOf(reading: Reading): (number | null)[] {
  return [
    reading.energyKwh,
    reading.powerKw,
    ...(reading.voltageV ?? [null, null, null]),
    ...(reading.currentA ?? [null, null, null]),
    reading.powerFactor,
  ];
}

function readingLine(reading: Reading, storedMs: number): string {
  const values = valuesOf(reading);
  let sent = 0;
  let fields = '';
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    sent |= 1 << index;
    fields += `${measured[index]}=${value},`;
  }
  const stored = storedMs * sentBits + sent;
  const key = seriesKey('reading', { meter: reading.meter, project: reading.project });
  return `${key} ${fields}received_ms=${reading.receivedMs}i,stored=${stored}i ${nanoseconds(reading.timeMs)}`;
}

function storedReading(series: Series, row: Value[]): StoredReading {
  const at = (name: string) => row[columnOf(series, name)];
  const { storedMs, sent } = storedOf(at('stored'));
  const values = measured.map((name, index) => {
    const column = series.columns.indexOf(name);
    return column < 0 ? null : heldValue(row[column], sent, index);
  });
  return {
    meter: series.tags.meter!,
    project: series.tags.project!,
    timeMs: Number(at('time')),
    receivedMs: Number(at('received_ms')),
    energyKwh: values[0]!,
    powerKw: values[1]!,
    voltageV: phasesOf([values[2]!, values[3]!, values[4]!]),
    currentA: phasesOf([values[5]!, values[6]!, values[7]!]),
    powerFactor: values[8]!,
    storedMs,
  };
}

function heldValue(value: Value | undefined, sent: number, index: number): number | null {
  return typeof value === 'number' && (sent & (1 << index)) !== 0 ? value : null;
}

function phasesOf(phases: Phases): Phases | null {
  return phases.every((phase) => phase === null) ? null : phases;
}

/** Rows of the same time come from a meter that moved to another project: the one stored last holds. */
function readingSeries(meter: string, { values }: Series): ReadingSeries {
  const rows: Value[][] = [];
  for (const row of values) {
    const before = rows.at(-1);
    if (before === undefined || before[0] !== row[0]) rows.push(row);
    else if (storedOf(row[2]).storedMs >= storedOf(before[2]).storedMs) rows[rows.length - 1] = row;
  }
  const column = (value: (row: Value[], sent: number) => number | null) =>
    Float64Array.from(rows, (row) => value(row, storedOf(row[2]).sent) ?? Number.NaN);
  const voltages = (row: Value[], sent: number) =>
    [2, 3, 4].map((index) => heldValue(row[index + 3], sent, index)).filter((value) => value !== null);
  return {
    meter,
    timeMs: column((row) => Number(row[0])),
    receivedMs: column((row) => Number(row[1])),
    energyKwh: column((row, sent) => heldValue(row[3], sent, 0)),
    powerKw: column((row, sent) => heldValue(row[4], sent, 1)),
    voltageMinV: column((row, sent) => lowest(voltages(row, sent))),
    voltageMaxV: column((row, sent) => highest(voltages(row, sent))),
  };
}

function lowest(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.min(...values);
}

function highest(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.max(...values);
}

function* parts(meters: readonly string[]): Iterable<string[]> {
  const unique = [...new Set(meters)];
  for (let from = 0; from < unique.length; from += metersAtOnce)
    yield unique.slice(from, from + metersAtOnce);
}
