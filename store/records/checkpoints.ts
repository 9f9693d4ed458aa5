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

export function checkpointDays(db: Kysely<RecordsTables>): Promise<Omit<ProjectCheckpoint, 'body'>[]> {
  return db.selectFrom('checkpoints').select(['project', 'day']).orderBy('project').orderBy('day').execute();
}

export async function checkpoint(
  db: Kysely<RecordsTables>,
  project: string,
  day: string,
): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom('checkpoints')
    .select('body')
    .where('project', '=', project)
    .where('day', '=', day)
    .executeTakeFirst();
  return row === undefined ? null : new Uint8Array(row.body);
}
