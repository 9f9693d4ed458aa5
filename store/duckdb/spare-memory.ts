import type { DuckDBInstance } from '@duckdb/node-api';

/** After so many rows what is freed is given back at once: some 10 ms every few seconds of the heaviest load. */
const rowsBetween = 1_000_000;
/** And after fewer, so often. */
const idleMs = 60_000;

/**
 * What is freed stays with the allocators of the process, in pieces, and each peak leaves more of it behind. DuckDB
 * empties its own and the C library's, which Node's buffers come from too, whenever its memory limit is set; nothing
 * else in reach does.
 */
export class SpareMemory {
  readonly #instance: DuckDBInstance;
  readonly #statement: string;
  #timer: NodeJS.Timeout | null = null;
  #rows = 0;
  #underWay: Promise<void> = Promise.resolve();

  constructor(instance: DuckDBInstance, memoryMb: number) {
    this.#instance = instance;
    this.#statement = `SET memory_limit = '${memoryMb}MB'`;
  }

  start(): void {
    this.#timer = setInterval(() => this.#giveBack(), idleMs);
    this.#timer.unref();
  }

  /** Waits for what is under way. */
  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#rows = -Infinity;
    await this.#underWay;
  }

  /** So many rows were read or written. */
  moved(rows: number): void {
    this.#rows += rows;
    if (this.#rows >= rowsBetween) this.#giveBack();
  }

  #giveBack(): void {
    if (this.#rows <= 0) return;
    this.#rows = 0;
    // While more than the limit is in use it cannot be set; the next time will do.
    this.#underWay = this.#underWay.then(() => this.#setLimit()).catch(() => undefined);
  }

  async #setLimit(): Promise<void> {
    // Not on a connection that may be busy for long.
    const connection = await this.#instance.connect();
    try {
      await connection.run(this.#statement);
    } finally {
      connection.closeSync();
    }
  }
}
