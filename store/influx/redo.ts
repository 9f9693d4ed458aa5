import type { Logger } from 'pino';
import { StoreUnavailable } from '../readings.ts';
import type { LineWriter } from './line-writer.ts';
import { type InfluxOptions, rawPolicy } from './options.ts';
import { type RedoFile, RedoLog, type RedoRecord } from './redo-log.ts';
import { type ServerState, type ShardState, serverState } from './shard-state.ts';
import { touchedLines } from './touched.ts';

const lookEveryMs = 5_000;
const fileBytes = 4 * 2 ** 20;

export interface RedoOptions {
  /** Where the log lies; one process at a time. */
  directory: string;
  logger: Pick<Logger, 'info' | 'warn'>;
}

interface KeptFile extends RedoFile {
  /** Shards whose points in it may be lost at the next start; null: not asked yet. */
  waitsFor: ReadonlySet<string> | null;
}

/**
 * InfluxDB 1.x loses what it has acknowledged. When its disk was full, or its machine lost power, an entry at the end of
 * a shard's write-ahead log is torn. At the next start it cuts the log off there, but goes on writing where the torn
 * entry ended: behind a hole, at which the start after that cuts the log off again, with everything behind it
 * (https://github.com/influxdata/influxdb/issues/9657, not to be mended). Only a segment that was begun since the start
 * is sound, and nothing tells from outside whether another is.
 *
 * So whatever goes to such a server is kept here too until it lies in a data file or a sound segment, and is written
 * again when the server has started anew: the same points, so nothing is doubled.
 */
export class Redo {
  readonly #options: InfluxOptions;
  readonly #log: RedoLog;
  readonly #logger: RedoOptions['logger'];
  readonly #writer: LineWriter;
  readonly #nowMs: () => number;
  #files: KeptFile[] = [];
  #started: string | null = null;
  /** Shards that write to a segment of this life of the server. */
  readonly #sound = new Set<string>();
  /** How many snapshots the other ones had when they were first seen written. */
  readonly #snapshots = new Map<string, number>();
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    options: InfluxOptions,
    { directory, logger }: RedoOptions,
    writer: LineWriter,
    nowMs: () => number,
  ) {
    this.#options = options;
    this.#log = new RedoLog(directory);
    this.#logger = logger;
    this.#writer = writer;
    this.#nowMs = nowMs;
  }

  async start(): Promise<void> {
    const state = await serverState(this.#options);
    if (state === null) {
      this.#logger.warn(
        'InfluxDB does not show /debug/vars: what it loses at a start cannot be written again',
      );
      return;
    }
    this.#started = state.started;
    this.#files = (await this.#log.open()).map((file) => ({ ...file, waitsFor: null }));
    this.#timer = setInterval(() => {
      // One that waits for a server that hangs is not joined by others.
      this.#looking ??= this.#look().finally(() => {
        this.#looking = null;
      });
    }, lookEveryMs);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#looking;
    await this.#alone(() => this.#log.close());
  }

  /** Keeps a record while it is sent; resolves when both are done. What was not taken is not kept: it is sent again. */
  write<T>(record: RedoRecord, send: () => Promise<T>): Promise<T> {
    if (this.#started === null) return send();
    return this.#alone(async () => {
      const [kept, sent] = await Promise.allSettled([this.#log.append(record, this.#started!), send()]);
      if (sent.status === 'rejected') {
        if (kept.status === 'fulfilled') await this.#log.takeBack();
        throw sent.reason;
      }
      if (kept.status === 'rejected') throw cannotKeep(kept.reason);
      return sent.value;
    });
  }

  /** Never rejects: what could not be done now is done at the next look. */
  async #look(): Promise<void> {
    try {
      if (this.#files.length === 0 && this.#log.growingBytes === 0) return;
      const state = await serverState(this.#options);
      if (state === null) return;
      const isKnown = state.started === this.#started;
      if (isKnown && this.#files.every(({ started }) => started === state.started))
        await this.#release(state);
      else await this.#alone(() => this.#writeAgain(state));
    } catch (error) {
      // The drain speaks of an outage.
      if (!(error instanceof StoreUnavailable)) {
        this.#logger.warn({ err: error }, 'the redo log of InfluxDB could not be looked through');
      }
    }
  }

  async #writeAgain({ started }: ServerState): Promise<void> {
    await this.#closeGrowing();
    this.#started = started;
    this.#sound.clear();
    this.#snapshots.clear();
    let readings = 0;
    for (const file of this.#files) {
      for await (const { lines, stretches } of this.#log.read(file)) {
        await this.#writer.write(lines, rawPolicy);
        // What the rules made of them is lost with them.
        await this.#writer.write(touchedLines(stretches, this.#nowMs()), rawPolicy);
        readings += lines.length;
      }
    }
    for (const file of this.#files) Object.assign(file, { started, waitsFor: null });
    this.#logger.info({ readings }, 'InfluxDB was started anew: what it may have lost was written again');
  }

  async #release({ shards }: ServerState): Promise<void> {
    const written = shards.filter(({ isWritten }) => isWritten);
    for (const shard of written) this.#judge(shard);
    const unsound = new Set(written.map(({ id }) => id).filter((id) => !this.#sound.has(id)));
    const kept: KeptFile[] = [];
    for (const file of this.#files) {
      file.waitsFor = file.waitsFor?.intersection(unsound) ?? unsound;
      if (file.waitsFor.size > 0) kept.push(file);
      else await this.#log.remove(file);
    }
    this.#files = kept;
    if (unsound.size === 0 || this.#log.growingBytes > fileBytes)
      await this.#alone(() => this.#closeGrowing());
  }

  /**
   * A snapshot begins a segment only where something was written to the one before since the start. So one counts that
   * left nothing in the log, or the second that ended since something was written: it began after that.
   */
  #judge({ id, cacheBytes, snapshots }: ShardState): void {
    const before = this.#snapshots.get(id);
    if (before === undefined) this.#snapshots.set(id, snapshots);
    if (cacheBytes === 0 || (before !== undefined && snapshots >= before + 2)) this.#sound.add(id);
  }

  async #closeGrowing(): Promise<void> {
    for (const file of await this.#log.close()) this.#files.push({ ...file, waitsFor: null });
  }

  /** One after the other, so that nothing new is written between what is written again. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}

function cannotKeep(cause: unknown): StoreUnavailable {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StoreUnavailable(`the redo log of InfluxDB cannot be written: ${reason}`, null, cause);
}
