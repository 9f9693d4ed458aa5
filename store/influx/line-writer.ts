import { HttpError, InfluxDB } from '@influxdata/influxdb-client';
import { LiangshaiError } from '../../model/error.ts';
import { type Failure, refusesLines, thrownBy, unreachable } from './errors.ts';
import { authorization, type InfluxOptions } from './options.ts';

// InfluxDB advises 5,000 lines a request (https://docs.influxdata.com/influxdb/v2/write-data/best-practices/optimize-writes/).
const linesAtOnce = 5000;
const gzipFromBytes = 1000;

/** A line that will be refused for ever, by its place among those written, and what the server said. */
export interface RefusedLine {
  index: number;
  detail: string;
}

/** Writes line protocol durably, and finds the lines among them that the server will never take. */
export class LineWriter {
  readonly #options: InfluxOptions;
  readonly #nowMs: () => number;
  readonly #influx: InfluxDB;

  constructor(options: InfluxOptions, nowMs: () => number) {
    this.#options = options;
    this.#nowMs = nowMs;
    this.#influx = new InfluxDB({
      url: options.url,
      headers: authorization(options.token),
      timeout: options.timeoutMs,
    });
  }

  /**
   * Resolves when the server has everything but the refused lines. Throws `StoreUnavailable`, or a LiangshaiError for
   * what a user can mend; then some of the lines may be written, and all may be written again.
   */
  async write(lines: readonly string[], policy?: string): Promise<RefusedLine[]> {
    const refused: RefusedLine[] = [];
    for (let from = 0; from < lines.length; from += linesAtOnce) {
      refused.push(...(await this.#settle(lines.slice(from, from + linesAtOnce), from, policy)));
    }
    return refused;
  }

  /** Halves what is refused until the lines at fault stand alone. */
  async #settle(lines: readonly string[], index: number, policy: string | undefined): Promise<RefusedLine[]> {
    const failure = await this.#send(lines, policy);
    if (failure === null) return [];
    if (!refusesLines(failure)) throw thrownBy(this.#options.url, failure, this.#nowMs());
    if (lines.length === 1) return [{ index, detail: failure.message }];
    const middle = lines.length >> 1;
    return [
      ...(await this.#settle(lines.slice(0, middle), index, policy)),
      ...(await this.#settle(lines.slice(middle), index + middle, policy)),
    ];
  }

  async #send(lines: readonly string[], policy: string | undefined): Promise<Failure | null> {
    const { org, database } = this.#options;
    let failed: Error | null = null;
    const api = this.#influx.getWriteApi(org ?? '', database, 'ns', {
      batchSize: lines.length + 1,
      maxBatchBytes: Number.MAX_SAFE_INTEGER,
      flushInterval: 0,
      gzipThreshold: gzipFromBytes,
      // Whoever calls keeps the readings until they are written, so the client must not keep them too.
      maxRetries: 0,
      async writeFailed(error) {
        failed = error;
      },
    });
    const path = new URLSearchParams({ db: database, precision: 'ns' });
    if (policy !== undefined) path.set('rp', policy);
    if (org !== null) path.set('org', org);
    api.path = `/write?${path}`;
    api.writeRecords([...lines]);
    await api.flush();
    api.dispose();
    return failed === null ? null : failureOf(this.#options.url, failed);
  }
}

function failureOf(place: string, error: Error): Failure {
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
