import { sql, type Transaction } from 'kysely';
import type { RecordsTables } from './tables.ts';

// SQLite takes 32,766 parameters in a statement; the widest table has 14 columns.
const rowsAtOnce = 500;

/** Adds rows or, where their key is there already, changes them; of the same key twice the last one wins. */
export async function upsert(
  transaction: Transaction<RecordsTables>,
  table: keyof RecordsTables,
  key: readonly string[],
  rows: readonly object[],
): Promise<void> {
  const keyOf = (row: object) => JSON.stringify(key.map((column) => row[column as keyof typeof row]));
  const last = [...new Map(rows.map((row) => [keyOf(row), row])).values()];
  if (last.length === 0) return;
  const columns = Object.keys(last[0]!);
  const changed = columns.filter((column) => !key.includes(column));
  for (let from = 0; from < last.length; from += rowsAtOnce) {
    const values = last
      .slice(from, from + rowsAtOnce)
      .map((row) => sql`(${sql.join(columns.map((column) => row[column as keyof typeof row]))})`);
    const update = sql.join(
      changed.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`),
    );
    await sql`INSERT INTO ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
      VALUES ${sql.join(values)} ON CONFLICT (${sql.join(key.map((column) => sql.ref(column)))})
      DO UPDATE SET ${update}`.execute(transaction);
  }
}
