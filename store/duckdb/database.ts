import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { duckDbError } from './errors.ts';
import { GivenRows } from './given-rows.ts';

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
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(instance: DuckDBInstance, writer: DuckDBConnection, reader: DuckDBConnection) {
    this.#instance = instance;
    this.#writer = writer;
    this.#reader = reader;
    this.#given = new GivenRows(writer);
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
      return new Database(instance, await instance.connect(), await instance.connect());
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
    for (let chunk = await result.fetchChunk(); chunk !== null; chunk = await result.fetchChunk()) {
      // Asked once: each time is a call out of JavaScript, which costs more than the value.
      const { rowCount } = chunk;
      if (rowCount === 0) break;
      for (const [index, column] of columns.entries()) {
        const vector = chunk.getColumnVector(index);
        for (let row = 0; row < rowCount; row++) {
          const value = vector.getItem(row);
          column[filled + row] = value === null ? Number.NaN : Number(value);
        }
      }
      filled += rowCount;
    }
    return columns;
  }

  /** Lets go of the file without writing anything into it. */
  abandon(): void {
    this.#reader.closeSync();
    this.#writer.closeSync();
    this.#instance.closeSync();
  }

  /** Waits for the transaction under way, then writes everything into the one file. */
  async close(): Promise<void> {
    await this.#queue;
    await this.#writer.run('CHECKPOINT');
    this.abandon();
  }
}
