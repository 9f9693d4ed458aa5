import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import { parseInstant } from '../../ingest/instant.ts';
import type { MeterDirectory } from '../../ingest/meter-directory.ts';
import { validate } from '../../ingest/validation.ts';
import { type Fault, LiangshaiError } from '../../model/error.ts';
import type { Meter } from '../../model/meter.ts';
import type { ReadingSeries } from '../../model/reading.ts';
import { GrowingColumns } from './backtest-columns.ts';

const wanted = ['meter', 'time', 'energy_kwh'] as const;
const known = [...wanted, 'power_kw', 'voltage_v'] as const;
type Column = (typeof known)[number];

/** More faults than anyone mends by hand; the first ones tell what is wrong. */
const mostFaults = 20;

const numberForm = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** A cell that is quoted as RFC 4180 has it, or one that does not begin with a quote. */
const cellForm = /[ \t]*"((?:[^"]|"")*)"[ \t]*(?=,|$)|(?![ \t]*")([^,]*)/y;

/** Recorded readings may be of any age. */
const anyTime = { futureMs: Number.POSITIVE_INFINITY, ageMs: Number.POSITIVE_INFINITY };

/** Longer than any row: a quote was opened and never closed. */
const longestRow = 1 << 16;

/** What the files said, by meter. */
export interface RecordedReadings {
  series: Map<string, GrowingColumns>;
  /** Meters that the registry does not know; live their readings would have gone to quarantine. */
  unknownMeters: Set<string>;
  /** How many readings of known meters live would have gone to quarantine, by reason. */
  refused: Map<string, number>;
}

/**
 * Reads recorded readings, any number of files, plain or gzip, in any order; one line after the other, so only the
 * columns are kept. Each is validated and made primary as on the way in; only its clock is taken to be right.
 * @throws LiangshaiError `readings-unreadable`, or `readings-faulty` with file, line and column
 */
export async function readRecorded(
  files: readonly string[],
  meters: MeterDirectory,
): Promise<RecordedReadings> {
  const readings: RecordedReadings = { series: new Map(), unknownMeters: new Set(), refused: new Map() };
  const faults: Fault[] = [];
  for (const file of files) {
    const reader = new RecordedFile(path.basename(file), meters, readings, faults);
    for await (const line of linesOf(file)) {
      if (!reader.take(line) || faults.length >= mostFaults) break;
    }
    reader.end();
  }
  if (faults.length > 0) {
    throw new LiangshaiError('readings-faulty', 'the readings have faults', 'mend them and run again', {
      faults,
    });
  }
  return readings;
}

async function* linesOf(file: string): AsyncIterable<string> {
  const bytes = createReadStream(file, { highWaterMark: 1 << 18 });
  const source = file.endsWith('.gz') ? bytes.pipe(createGunzip({ chunkSize: 1 << 18 })) : bytes;
  if (source !== bytes) bytes.on('error', (error) => source.destroy(error));
  source.setEncoding('utf8');
  let rest = '';
  try {
    for await (const chunk of source as AsyncIterable<string>) {
      const text = rest + chunk;
      let from = 0;
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
        yield text.slice(from, text.charCodeAt(end - 1) === 13 ? end - 1 : end);
        from = end + 1;
      }
      rest = text.slice(from);
    }
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const what = code === 'ENOENT' ? 'there is no such file' : message;
    throw new LiangshaiError('readings-unreadable', `${file}: ${what}`, 'name CSV files, plain or .gz', {
      cause,
    });
  }
  if (rest !== '') yield rest;
}

/** One file while it is read. */
class RecordedFile {
  readonly #source: string;
  readonly #meters: MeterDirectory;
  readonly #into: RecordedReadings;
  readonly #faults: Fault[];
  #at: Record<Column, number> | null = null;
  #line = 0;
  /** Lines of a row whose quoted cell is not closed yet. */
  #open = '';
  #columns: GrowingColumns | null = null;

  constructor(source: string, meters: MeterDirectory, into: RecordedReadings, faults: Fault[]) {
    this.#source = source;
    this.#meters = meters;
    this.#into = into;
    this.#faults = faults;
  }

  /** False: nothing that follows in the file can be understood. */
  take(line: string): boolean {
    this.#line += 1;
    const text = this.#line === 1 ? line.replace(/^\uFEFF/, '') : line;
    const row = this.#open === '' ? text : `${this.#open}\n${text}`;
    if (row === '') return true;
    const cells = cellsOf(row);
    this.#open = cells === null ? row : '';
    if (cells === null) return row.length < longestRow;
    if (this.#at === null) return this.#head(cells);
    this.#row(cells, this.#at);
    return true;
  }

  end(): void {
    if (this.#line === 0)
      this.#fault('meter', `is empty; its first line must be ${known.slice(0, 4).join(',')}`);
    if (this.#open !== '') {
      this.#line -= this.#open.split('\n').length - 1;
      this.#fault('meter', 'a quote is opened in this row and never closed');
    }
  }

  #row(cells: readonly string[], at: Record<Column, number>): void {
    const meter = (cells[at.meter] ?? '').trim();
    const energyKwh = this.#number(cells[at.energy_kwh], 'energy_kwh');
    const powerKw = this.#number(cells[at.power_kw], 'power_kw');
    const voltageV = this.#number(cells[at.voltage_v], 'voltage_v');
    const timeMs = this.#time((cells[at.time] ?? '').trim());
    if (Number.isNaN(timeMs) || (energyKwh === null && powerKw === null)) return;
    const shown = { meter, timeMs, energyKwh, powerKw, voltageV: null, currentA: null, powerFactor: null };
    const reading = validate(shown, timeMs, this.#meters, anyTime);
    if ('code' in reading) {
      this.#refuse(meter, reading.code);
      return;
    }
    if (meter !== this.#columns?.meter) this.#columns = this.#columnsOf(meter);
    this.#columns.push(
      timeMs,
      reading.energyKwh ?? Number.NaN,
      reading.powerKw ?? Number.NaN,
      voltageV ?? Number.NaN,
    );
  }

  #head(cells: readonly string[]): boolean {
    const names = cells.map((cell) => cell.trim());
    for (const name of wanted) {
      if (!names.includes(name)) this.#fault(name, 'this column is missing');
    }
    for (const name of known) {
      if (names.indexOf(name) !== names.lastIndexOf(name)) this.#fault(name, 'this column is there twice');
    }
    this.#at = Object.fromEntries(known.map((name) => [name, names.indexOf(name)])) as Record<Column, number>;
    return this.#faults.length === 0;
  }

  #refuse(meter: string, code: string): void {
    const { unknownMeters, refused } = this.#into;
    if (code === 'unknown-meter') unknownMeters.add(meter);
    else refused.set(code, (refused.get(code) ?? 0) + 1);
  }

  #columnsOf(meter: string): GrowingColumns {
    const columns = this.#into.series.get(meter) ?? new GrowingColumns(meter);
    this.#into.series.set(meter, columns);
    return columns;
  }

  /** null: the cell is empty, or there is none. */
  #number(cell: string | undefined, column: Column): number | null {
    if (cell === undefined || cell === '') return null;
    const text = cell.trim();
    if (numberForm.test(text)) return Number(text);
    if (text !== '') this.#fault(column, `${JSON.stringify(text)} is no number`);
    return null;
  }

  /** As on the way in, and with a space in place of the T, as databases print it. */
  #time(text: string): number {
    const time = parseInstant(text[10] === ' ' ? text.replace(' ', 'T') : text);
    if (Number.isNaN(time)) {
      this.#fault(
        'time',
        `${JSON.stringify(text)} is no ISO 8601 time with an offset, such as 2026-03-01T08:00:00+08:00`,
      );
    }
    return time;
  }

  #fault(column: string, message: string): void {
    if (this.#faults.length >= mostFaults) return;
    this.#faults.push({ place: { source: this.#source, line: Math.max(1, this.#line), column }, message });
  }
}

/** The cells of a row; null: a quoted one is not closed. Most rows have no quotes, and rows are many. */
function cellsOf(row: string): string[] | null {
  if (!row.includes('"')) return row.split(',');
  const cells: string[] = [];
  for (let at = 0; at <= row.length; at = cellForm.lastIndex + 1) {
    cellForm.lastIndex = at;
    const match = cellForm.exec(row);
    if (match === null) return null;
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2]!);
  }
  return cells;
}

/** The series of one project's meters. A meter that moves on to another project has readings of both. */
export function seriesOf(readings: RecordedReadings, meters: readonly Meter[]): ReadingSeries[] {
  const ids = new Set(meters.map(({ id }) => id));
  return [...ids].flatMap((id) => readings.series.get(id)?.series() ?? []);
}
