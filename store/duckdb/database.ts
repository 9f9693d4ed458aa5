import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBResult,
  type DuckDBValue,
} from '@duckdb/node-api';
import { duckDbError } from './errors.ts';
import { chunkRows, GivenRows } from './given-rows.ts';
import { SpareMemory } from './spare-memory.ts';

export type Row = readonly DuckDBValue[];

/** Asks, and answers with rows. */
export type Rows = (sql: string, values?: DuckDBValue[]) => Promise<Row[]>;

export interface DatabaseLimits {
  /** DuckDB's buffers, in MB; what goes beyond is spilled beside the file. */
  memoryMb: number;
  threads: number;
}

/**
 * One DuckDB file, held by this process alone: one connection that writes, one transaction at a time, and one that
 * reads. DuckDB keeps the two apart by snapshots, so a long read never holds up the way in.
 */
export class Database {
  readonly #instance: DuckDBInstance;
  readonly #writer: DuckDBConnection;
  readonly #reader: DuckDBConnection;
  readonly #given: GivenRows;
  readonly #spare: SpareMemory;
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(
    instance: DuckDBInstance,
    [writer, reader]: [DuckDBConnection, DuckDBConnection],
    spare: SpareMemory,
  ) {
    this.#instance = instance;
    this.#writer = writer;
    this.#reader = reader;
    this.#spare = spare;
    this.#given = new GivenRows(writer, (rows) => spare.moved(rows));
  }

  /** Creates the file where there is none. LiangshaiError for a locked, a newer or a damaged one. */
  static async open(path: string, limits: DatabaseLimits): Promise<Database> {
    try {
      await mkdir(dirname(path), { recursive: true });
      const instance = await DuckDBInstance.create(path, {
        memory_limit: `${limits.memoryMb}MB`,
        threads: String(limits.threads),
        // Order is asked for where it matters; keeping it everywhere costs memory in bulk work.
        preserve_insertion_order: 'false',
      });
      const connections = [await instance.connect(), await instance.connect()] as [
        DuckDBConnection,
        DuckDBConnection,
      ];
      const spare = new SpareMemory(instance, limits.memoryMb);
      spare.start();
      return new Database(instance, connections, spare);
    } catch (error) {
      throw duckDbError(path, error);
    }
  }

  /** Runs one transaction after those asked for before; durable when it resolves, undone when it rejects. */
  transaction<T>(work: (connection: DuckDBConnection, given: GivenRows) => Promise<T>): Promise<T> {
    const turn = this.#queue.then(async () => {
      await this.#writer.run('BEGIN');
      try {
        const result = await work(this.#writer, this.#given);
        await this.#writer.run('COMMIT');
        return result;
      } catch (error) {
        await this.#writer.run('ROLLBACK');
        throw error;
      }
    });
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** Runs queries that all see the same moment, beside everything else. */
  async snapshot<T>(work: (rows: Rows) => Promise<T>): Promise<T> {
    const connection = await this.#instance.connect();
    try {
      await connection.run('BEGIN');
      return await work(async (sql, values = []) => (await connection.runAndReadAll(sql, values)).getRows());
    } finally {
      connection.closeSync();
    }
  }

  async rows(sql: string, values: DuckDBValue[] = []): Promise<Row[]> {
    return (await this.#reader.runAndReadAll(sql, values)).getRows();
  }

  /** Columns of numbers, NULL as NaN; for what has millions of rows. */
  async numbers(sql: string, values: DuckDBValue[] = []): Promise<Float64Array[]> {
    const result = await this.#reader.run(sql, values);
    const columns = Array.from({ length: result.columnCount }, () => new Float64Array(result.rowCount));
    let filled = 0;
    for await (const chunk of chunksOf(result)) {
      for (const [index, column] of columns.entries()) fill(column.subarray(filled), chunk, index);
      filled += chunk.rowCount;
    }
    this.#spare.moved(filled);
    return columns;
  }

  /** The same a few rows at a time, for what is parted as it comes. The columns are used again for the next rows. */
  async *numberChunks(sql: string): AsyncGenerator<Float64Array[]> {
    const result = await this.#reader.run(sql);
    const columns = Array.from({ length: result.columnCount }, () => new Float64Array(chunkRows));
    for await (const chunk of chunksOf(result)) {
      for (const [index, column] of columns.entries()) fill(column, chunk, index);
      this.#spare.moved(chunk.rowCount);
      yield columns.map((column) => column.subarray(0, chunk.rowCount));
    }
  }

  /** Lets go of the file without writing anything into it. */
  async abandon(): Promise<void> {
    await this.#spare.stop();
    this.#reader.closeSync();
    this.#writer.closeSync();
    this.#instance.closeSync();
  }

  /** Waits for the transaction under way, then writes everything into the one file. */
  async close(): Promise<void> {
    await this.#queue;
    await this.#writer.run('CHECKPOINT');
    await this.abandon();
  }
}

async function* chunksOf(result: DuckDBResult): AsyncGenerator<DuckDBDataChunk> {
  for (let chunk = await result.fetchChunk(); chunk !== null; chunk = await result.fetchChunk()) {
    if (chunk.rowCount === 0) return;
    yield chunk;
  }
}

function fill(column: Float64Array, chunk: DuckDBDataChunk, index: number): void {
  // Asked once: each time is a call out of JavaScript, which costs more than the value.
  const { rowCount } = chunk;
  const vector = chunk.getColumnVector(index);
  for (let row = 0; row < rowCount; row++) {
    const value = vector.getItem(row);
    column[row] = value === null ? Number.NaN : Number(value);
  }
}
