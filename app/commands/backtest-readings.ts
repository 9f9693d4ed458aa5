import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import { type Fault, LiangshaiError } from '../../model/error.ts';
import type { Meter } from '../../model/meter.ts';
import type { ReadingSeries } from '../../model/reading.ts';
import { GrowingColumns } from './backtest-columns.ts';

const wanted = ['meter', 'time', 'energy_kwh'] as const;
const known = [...wanted, 'power_kw', 'voltage_v'] as const;
type Column = (typeof known)[number];

/** More faults than anyone mends by hand; the first ones tell what is wrong. */
const mostFaults = 20;

/** ISO 8601 with a date, a time and an offset: a time without one could be any. */
const timeForm = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;

/** What the files said, by meter. */
export interface RecordedReadings {
  series: Map<string, GrowingColumns>;
  /** Readings of meters that the registry does not know; live they would have gone to quarantine. */
  unknownMeters: Map<string, number>;
}

/**
 * Reads recorded readings, any number of files, plain or gzip, in any order; one line after the other, so only the
 * columns are kept. The register is made primary by its meter's multiplier, as on the way in.
 * @throws LiangshaiError `readings-unreadable`, or `readings-faulty` with file, line and column
 */
export async function readRecorded(
  files: readonly string[],
  meters: ReadonlyMap<string, Meter>,
): Promise<RecordedReadings> {
  const readings: RecordedReadings = { series: new Map(), unknownMeters: new Map() };
  const faults: Fault[] = [];
  for (const file of files) {
    const reader = new RecordedFile(path.basename(file), meters, readings, faults);
    for await (const line of linesOf(file)) {
      reader.take(line);
      if (faults.length >= mostFaults) break;
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
  readonly #meters: ReadonlyMap<string, Meter>;
  readonly #into: RecordedReadings;
  readonly #faults: Fault[];
  #at: Record<Column, number> | null = null;
  #line = 0;
  #meter = '';
  #multiplier = 1;
  #columns: GrowingColumns | null = null;

  constructor(source: string, meters: ReadonlyMap<string, Meter>, into: RecordedReadings, faults: Fault[]) {
    this.#source = source;
    this.#meters = meters;
    this.#into = into;
    this.#faults = faults;
  }

  take(line: string): void {
    this.#line += 1;
    if (line === '') return;
    const cells = line.split(',');
    if (this.#at === null) {
      this.#head(cells);
      return;
    }
    const at = this.#at;
    const meter = bare(cells[at.meter] ?? '');
    if (meter !== this.#meter || this.#columns === null) this.#turnTo(meter);
    const energy = this.#number(cells, 'energy_kwh') * this.#multiplier;
    const power = this.#number(cells, 'power_kw') * this.#multiplier;
    const time = this.#time(bare(cells[at.time] ?? ''));
    if (Number.isNaN(time) || (Number.isNaN(energy) && Number.isNaN(power))) return;
    this.#columns?.push(time, energy, power, this.#number(cells, 'voltage_v'));
  }

  end(): void {
    if (this.#line === 0)
      this.#fault('meter', `is empty; its first line must be ${known.slice(0, 4).join(',')}`);
  }

  #head(cells: readonly string[]): void {
    const names = cells.map((cell) => bare(cell).replace(/^\uFEFF/, ''));
    for (const name of wanted) {
      if (!names.includes(name)) this.#fault(name, 'this column is missing');
    }
    this.#at = Object.fromEntries(known.map((name) => [name, names.indexOf(name)])) as Record<Column, number>;
  }

  #turnTo(meter: string): void {
    this.#meter = meter;
    const row = this.#meters.get(meter);
    if (row === undefined) {
      const { unknownMeters } = this.#into;
      unknownMeters.set(meter, (unknownMeters.get(meter) ?? 0) + 1);
      this.#columns = null;
      return;
    }
    this.#multiplier = row.multiplier;
    this.#columns = this.#into.series.get(meter) ?? new GrowingColumns(meter);
    this.#into.series.set(meter, this.#columns);
  }

  #number(cells: readonly string[], column: Column): number {
    const text = cells[this.#at![column]];
    if (text === undefined || text === '') return Number.NaN;
    const value = Number(bare(text));
    if (Number.isNaN(value) && bare(text) !== '') this.#fault(column, `${JSON.stringify(text)} is no number`);
    return bare(text) === '' ? Number.NaN : value;
  }

  #time(text: string): number {
    const time = timeForm.test(text) ? Date.parse(text) : Number.NaN;
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

/** A cell without the quotes that some programs put around everything; ids and numbers hold none themselves. */
function bare(cell: string): string {
  const text = cell.trim();
  return text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}

/** The series of one project's meters, and what they held is let go. */
export function takeSeries(readings: RecordedReadings, meters: readonly Meter[]): ReadingSeries[] {
  const ids = new Set(meters.map(({ id }) => id));
  return [...ids].flatMap((id) => {
    const columns = readings.series.get(id);
    readings.series.delete(id);
    return columns === undefined ? [] : [columns.series()];
  });
}
