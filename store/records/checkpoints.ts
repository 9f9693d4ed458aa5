import { type Kysely, sql, type Transaction } from 'kysely';
import type { ProjectCheckpoint } from '../records.ts';
import type { RecordsTables } from './tables.ts';
import { upsert } from './upsert.ts';

const keysAtOnce = 1000;

export async function putCheckpoints(
  transaction: Transaction<RecordsTables>,
  changed: readonly ProjectCheckpoint[],
  dropped: readonly Omit<ProjectCheckpoint, 'body'>[],
): Promise<void> {
  for (let from = 0; from < dropped.length; from += keysAtOnce) {
    const keys = dropped.slice(from, from + keysAtOnce).map(({ project, day }) => sql`(${project}, ${day})`);
    await sql`DELETE FROM checkpoints WHERE (project, day) IN (VALUES ${sql.join(keys)})`.execute(
      transaction,
    );
  }
  await upsert(transaction, 'checkpoints', ['project', 'day'], changed);
}

export async function checkpoints(db: Kysely<RecordsTables>): Promise<ProjectCheckpoint[]> {
  const rows = await db.selectFrom('checkpoints').selectAll().orderBy('project').orderBy('day').execute();
  return rows.map((row) => ({ ...row, body: new Uint8Array(row.body) }));
}
