import type { DuckDBConnection } from '@duckdb/node-api';
import type { Database } from './database.ts';

/** The raw readings of one month (UTC), a table of its own so that it can be dropped whole. */
export interface Partition {
  table: string;
  fromMs: number;
  toMs: number;
}

const tableForm = /^reading_(\d{4})_(\d{2})$/;

function monthPartition(year: number, month: number): Partition {
  return {
    table: `reading_${String(year).padStart(4, '0')}_${String(month + 1).padStart(2, '0')}`,
    fromMs: Date.UTC(year, month),
    toMs: Date.UTC(year, month + 1),
  };
}

/** The partitions that exist, oldest first, and the view `reading` over them. */
export class Partitions {
  readonly #database: Database;
  #all: Partition[] = [];
  readonly #seen = new Map<string, Partition>();
  #last = monthPartition(1970, 0);

  constructor(database: Database) {
    this.#database = database;
  }

  async load(): Promise<void> {
    const tables = await this.#database.rows(
      `SELECT table_name FROM duckdb_tables() WHERE schema_name = 'stored' ORDER BY table_name`,
    );
    const months = tables.map(([name]) => tableForm.exec(String(name))).filter((match) => match !== null);
    this.#all = months.map((match) => monthPartition(Number(match[1]), Number(match[2]) - 1));
    await this.#database.transaction((connection) => this.#showView(connection, this.#all));
  }

  /** The one that a reading of this time belongs into, whether it exists yet or not. */
  of(timeMs: number): Partition {
    if (timeMs < this.#last.fromMs || timeMs >= this.#last.toMs) {
      const date = new Date(timeMs);
      const found = monthPartition(date.getUTCFullYear(), date.getUTCMonth());
      this.#last = this.#seen.get(found.table) ?? found;
      this.#seen.set(found.table, this.#last);
    }
    return this.#last;
  }

  newestFirst(): Partition[] {
    return this.#all.toReversed();
  }

  /** The columns of every partition that overlaps the range, as something to select from; bounds are still to be given. */
  source(fromMs: number, toMs: number, columns: string): string {
    const overlapping = this.#all.filter((partition) => partition.fromMs < toMs && partition.toMs > fromMs);
    return source(overlapping, columns);
  }

  async ensure(wanted: readonly Partition[]): Promise<void> {
    const missing = wanted.filter((partition) => !this.#has(partition));
    if (missing.length === 0) return;
    await this.#database.transaction(async (connection) => {
      const still = missing.filter((partition) => !this.#has(partition));
      const all = [...this.#all, ...still].sort((a, b) => a.fromMs - b.fromMs);
      for (const { table } of still) {
        await connection.run(`CREATE TABLE stored.${table} AS FROM stored.reading LIMIT 0`);
      }
      await this.#showView(connection, all);
      this.#all = all;
    });
  }

  async dropBefore(timeMs: number): Promise<void> {
    const old = this.#all.filter((partition) => partition.toMs <= timeMs);
    if (old.length === 0) return;
    const kept = this.#all.filter((partition) => partition.toMs > timeMs);
    await this.#database.transaction(async (connection) => {
      await this.#showView(connection, kept);
      for (const { table } of old) await connection.run(`DROP TABLE stored.${table}`);
      this.#all = kept;
    });
  }

  #has(wanted: Partition): boolean {
    return this.#all.some((partition) => partition.table === wanted.table);
  }

  async #showView(connection: DuckDBConnection, partitions: readonly Partition[]): Promise<void> {
    await connection.run(`CREATE OR REPLACE VIEW reading AS
      SELECT m.name AS meter, p.name AS project, r.* EXCLUDE (meter, project)
      FROM ${source(partitions, '*')} r
      JOIN stored.name m ON m.number = r.meter JOIN stored.name p ON p.number = r.project`);
  }
}

function source(partitions: readonly Partition[], columns: string): string {
  const tables = ['reading', ...partitions.map(({ table }) => table)];
  return `(${tables.map((table) => `SELECT ${columns} FROM stored.${table}`).join(' UNION ALL ')})`;
}
