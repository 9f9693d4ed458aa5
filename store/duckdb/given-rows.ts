import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBTableFunction,
  DuckDBTimestampMillisecondsValue,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';

/** DuckDB's own vector size: a chunk may not be longer. */
export const chunkRows = 2048;

/** One column of rows that are given to a statement: its name, its type, and its value for a row. */
export interface Column<T> {
  name: string;
  type: DuckDBType;
  value: (row: T) => DuckDBValue;
}

/** An array, or rows that are made one after the other while they are asked for. */
export interface Sized<T> extends Iterable<T> {
  readonly length: number;
}

export function instant(timeMs: number): DuckDBTimestampMillisecondsValue {
  return new DuckDBTimestampMillisecondsValue(BigInt(Math.round(timeMs)));
}

/**
 * Rows of ours as the table `given()` in a statement. DuckDB asks for a chunk when it wants one and does the rest on
 * its own threads, so that a large write does not hold up the event loop; the appender does all of it on ours.
 */
export class GivenRows {
  readonly #connection: DuckDBConnection;
  readonly #onGiven: (rows: number) => void;
  #columns: readonly Column<never>[] = [];
  #rows: Sized<never> = [];
  #rest: Iterator<never> = [].values();

  constructor(connection: DuckDBConnection, onGiven: (rows: number) => void) {
    this.#connection = connection;
    this.#onGiven = onGiven;
    connection.registerTableFunction(
      DuckDBTableFunction.create({
        name: 'given',
        bindFunction: (binding) => {
          for (const { name, type } of this.#columns) binding.addResultColumn(name, type);
          binding.setCardinality(this.#rows.length, false);
        },
        initFunction: () => {
          this.#rest = this.#rows[Symbol.iterator]();
        },
        mainFunction: (_call, chunk) => this.#fill(chunk),
      }),
    );
  }

  /** Runs a statement in which `given()` has these rows, in their order; nothing where there are none. */
  async run<T>(statement: string, columns: readonly Column<T>[], rows: Sized<T>): Promise<void> {
    if (rows.length === 0) return;
    this.#give(columns, rows);
    await this.#connection.run(statement);
    this.#onGiven(rows.length);
  }

  /** The answer to a query in which `given()` has these rows; empty where there are none. */
  async ask<T>(
    query: string,
    columns: readonly Column<T>[],
    rows: Sized<T>,
  ): Promise<readonly DuckDBValue[][]> {
    if (rows.length === 0) return [];
    this.#give(columns, rows);
    return (await this.#connection.runAndReadAll(query)).getRows();
  }

  #give<T>(columns: readonly Column<T>[], rows: Sized<T>): void {
    // Whoever fills a chunk only hands rows on to the columns that came with them.
    this.#columns = columns as readonly Column<never>[];
    this.#rows = rows as Sized<never>;
  }

  #fill(chunk: DuckDBDataChunk): void {
    const part: never[] = [];
    while (part.length < chunkRows) {
      const { done, value } = this.#rest.next();
      if (done) break;
      part.push(value);
    }
    chunk.rowCount = part.length;
    if (part.length === 0) return;
    for (const [index, column] of this.#columns.entries()) {
      const vector = chunk.getColumnVector(index);
      for (let row = 0; row < part.length; row++) vector.setItem(row, column.value(part[row]!));
      vector.flush();
    }
  }
}
