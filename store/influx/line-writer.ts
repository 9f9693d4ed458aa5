import { HttpError, InfluxDB } from '@influxdata/influxdb-client';
import { LiangshaiError } from '../../model/error.ts';
import { type Failure, refusesLines, thrownBy, unreachable } from './errors.ts';
import { authorization, type InfluxOptions } from './options.ts';

// InfluxDB advises 5,000 lines a request (https://docs.influxdata.com/influxdb/v2/write-data/best-practices/optimize-writes/).
const linesAtOnce = 5000;
const gzipFromBytes = 1000;
/** While the server works on one request, the next is packed and sent. */
const requestsAtOnce = 2;

/** A line that will be refused for ever, by its place among those written, and what the server said. */
export interface RefusedLine {
  index: number;
  detail: string;
}

/** Lines that go in one request, and the place of the first among all. */
interface Batch {
  lines: readonly string[];
  index: number;
}

/** Writes line protocol durably, and finds the lines among them that the server will never take. */
export class LineWriter {
  readonly #options: InfluxOptions;
  readonly #nowMs: () => number;
  readonly #influx: InfluxDB;

  constructor(options: InfluxOptions, nowMs: () => number) {
    this.#options = options;
    this.#nowMs = nowMs;
    // The client's own limit must not come before the one of each request.
    this.#influx = new InfluxDB({
      url: options.url,
      headers: authorization(options.token),
      timeout: 2 * options.timeoutMs,
    });
  }

  /**
   * Resolves when the server has everything but the refused lines. Throws `StoreUnavailable`, or a LiangshaiError for
   * what a user can mend; then some of the lines may be written, and all may be written again. Of lines with the same
   * series and time the last holds.
   */
  async write(lines: readonly string[], policy?: string): Promise<RefusedLine[]> {
    const refused: RefusedLine[] = [];
    for (const batch of batchesOf(lines)) refused.push(...(await this.#settle(batch, policy)));
    return refused;
  }

  /** The same for lines each of which has a series and time of its own: then their order does not matter. */
  async writeApart(lines: readonly string[], policy?: string): Promise<RefusedLine[]> {
    const waiting = batchesOf(lines);
    const refused: RefusedLine[] = [];
    const settleWaiting = async () => {
      for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
        refused.push(...(await this.#settle(batch, policy)));
      }
    };
    // Whoever is told of a failure may write again at once: nothing of this write may still be under way.
    const settled = await Promise.allSettled(Array.from({ length: requestsAtOnce }, settleWaiting));
    for (const one of settled) if (one.status === 'rejected') throw one.reason;
    return refused.sort((a, b) => a.index - b.index);
  }

  /** Halves what is refused until the lines at fault stand alone. */
  async #settle({ lines, index }: Batch, policy: string | undefined): Promise<RefusedLine[]> {
    const failure = await this.#send(lines, policy);
    if (failure === null) return [];
    if (!refusesLines(failure)) throw thrownBy(this.#options.url, failure, this.#nowMs());
    if (lines.length === 1) return [{ index, detail: failure.message }];
    const middle = lines.length >> 1;
    return [
      ...(await this.#settle({ lines: lines.slice(0, middle), index }, policy)),
      ...(await this.#settle({ lines: lines.slice(middle), index: index + middle }, policy)),
    ];
  }

  async #send(lines: readonly string[], policy: string | undefined): Promise<Failure | null> {
    const { url, org, database, timeoutMs } = this.#options;
    const query = new URLSearchParams({ db: database, precision: 'ns' });
    if (policy !== undefined) query.set('rp', policy);
    if (org !== null) query.set('org', org);
    try {
      // Not by the client's write API: that keeps lines to try again, while whoever calls here keeps them too.
      await this.#influx.transport.request(`/write?${query}`, lines.join('\n'), {
        method: 'POST',
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        gzipThreshold: gzipFromBytes,
        // Unlike the client's own time limit this one ends the request too, and frees what it holds.
        signal: AbortSignal.timeout(timeoutMs),
      });
      return null;
    } catch (error) {
      return failureOf(url, error);
    }
  }
}

function batchesOf(lines: readonly string[]): Batch[] {
  const batches: Batch[] = [];
  for (let index = 0; index < lines.length; index += linesAtOnce) {
    batches.push({ lines: lines.slice(index, index + linesAtOnce), index });
  }
  return batches;
}

function failureOf(place: string, error: unknown): Failure {
  if (!(error instanceof HttpError)) throw unreachable(place, error);
  const retryAfter = error.headers?.['retry-after'];
  return {
    status: error.statusCode,
    message: messageOf(error.body) ?? error.message,
    retryAfter: typeof retryAfter === 'string' ? retryAfter : null,
  };
}

/** 1.x answers `{"error": …}`, 2.x `{"code": …, "message": …}`. */
function messageOf(body: string | undefined): string | null {
  try {
    const { error, message } = JSON.parse(body ?? '') as { error?: string; message?: string };
    return error ?? message ?? null;
  } catch {
    return null;
  }
}

/** Writes lines of our own making; one that is refused is a fault of the program or of what others wrote there. */
export async function writeWhole(writer: LineWriter, lines: readonly string[]): Promise<void> {
  const [refused] = await writer.write(lines);
  if (refused === undefined) return;
  throw new LiangshaiError(
    'store-refused',
    `InfluxDB refuses ${JSON.stringify(lines[refused.index])}: ${refused.detail}`,
    'something else has written fields of other types into this database: give liangshai one of its own',
  );
}
