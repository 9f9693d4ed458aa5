import type { TimeRange } from '../readings.ts';
import { configurationError, type Failure, refusedQuery, thrownBy, unreachable } from './errors.ts';
import { authorization, type InfluxOptions } from './options.ts';

export type Value = number | string | boolean | null;

/** One series of an answer: the tags it was grouped by, and rows with a time in epoch milliseconds where there is one. */
export interface Series {
  tags: Record<string, string>;
  columns: string[];
  values: Value[][];
}

interface Answer {
  error?: string;
  results?: { error?: string; series?: (Partial<Series> & { columns: string[] })[] }[];
}

/** Asks in InfluxQL over `/query`, which 1.x, 2.x and 3.x all serve. */
export class InfluxQuery {
  readonly #options: InfluxOptions;
  readonly #nowMs: () => number;

  constructor(options: InfluxOptions, nowMs: () => number) {
    this.#options = options;
    this.#nowMs = nowMs;
  }

  /** The series of one statement. Throws `StoreUnavailable`, or a LiangshaiError for what a user can mend. */
  async ask(statement: string, policy?: string): Promise<Series[]> {
    const { url, database, token, timeoutMs } = this.#options;
    const body = new URLSearchParams({ db: database, q: statement, epoch: 'ms' });
    if (policy !== undefined) body.set('rp', policy);
    let response: Response;
    let answer: Answer;
    try {
      response = await fetch(new URL('/query', url), {
        method: 'POST',
        body,
        headers: { ...authorization(token), accept: 'application/json' },
        signal: AbortSignal.timeout(timeoutMs),
      });
      answer = parse(await response.text());
    } catch (cause) {
      throw unreachable(url, cause);
    }
    const [result] = answer.results ?? [];
    const error = answer.error ?? result?.error;
    if (!response.ok || error !== undefined) throw this.#failed(response, error ?? response.statusText);
    return (result?.series ?? []).map(({ tags = {}, columns, values = [] }) => ({ tags, columns, values }));
  }

  #failed(response: Response, message: string): Error {
    const failure: Failure = {
      status: response.status,
      message,
      retryAfter: response.headers.get('retry-after'),
    };
    const { url } = this.#options;
    return (
      configurationError(url, failure) ?? refusedQuery(url, failure) ?? thrownBy(url, failure, this.#nowMs())
    );
  }
}

function parse(text: string): Answer {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return { error: text.slice(0, 200) };
  }
}

/** The position of a column in each row. */
export function columnOf({ columns }: Series, name: string): number {
  const index = columns.indexOf(name);
  if (index < 0) throw new Error(`InfluxDB answers without the column ${name}`);
  return index;
}

/** From the first to the last point of a measurement that has the field; null: there is none. */
export async function extentOf(
  query: InfluxQuery,
  measurement: string,
  field: string,
  policy?: string,
): Promise<TimeRange | null> {
  const [first] = await query.ask(`SELECT first("${field}") FROM "${measurement}"`, policy);
  const [last] = await query.ask(`SELECT last("${field}") FROM "${measurement}"`, policy);
  if (first === undefined || last === undefined) return null;
  return { fromMs: Number(first.values[0]![0]), toMs: Number(last.values[0]![0]) + 1 };
}

/** A condition on a tag that holds for exactly these values. */
export function oneOf(tag: string, values: readonly string[]): string {
  const alternatives = values.map((value) => RegExp.escape(value).replaceAll('/', '\\/'));
  return `"${tag}" =~ /^(${alternatives.join('|')})$/`;
}

export function within({ fromMs, toMs }: TimeRange): string {
  return `time >= ${nanoseconds(fromMs)} AND time < ${nanoseconds(toMs)}`;
}

/** A moment as InfluxQL and line protocol write it: nanoseconds, beyond what a number holds exactly. */
export function nanoseconds(timeMs: number): string {
  const whole = Math.ceil(timeMs);
  return whole === 0 ? '0' : `${whole}000000`;
}
