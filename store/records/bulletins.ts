import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Kysely, Transaction } from 'kysely';
import type { Bulletin } from '../../model/bulletin.ts';
import type { Period } from '../../model/period.ts';
import type { BulletinEntry } from '../closings.ts';
import type { RecordsTables } from './tables.ts';

type Db = Kysely<RecordsTables>;

const columns = ['period', 'revision', 'state', 'number', 'title', 'closedMs', 'publishedMs'] as const;

function rowOf(bulletin: Bulletin): RecordsTables['bulletins'] {
  const { period, revision, state, number, title, closedMs, publishedMs } = bulletin;
  const body = deflateRawSync(JSON.stringify(bulletin));
  return { period, revision, state, number, title, closedMs, publishedMs, body };
}

export async function draftBulletin(
  transaction: Transaction<RecordsTables>,
  bulletin: Bulletin,
): Promise<void> {
  await transaction.insertInto('bulletins').values(rowOf(bulletin)).execute();
}

/** False where there is no draft. */
export async function replaceDraft(
  transaction: Transaction<RecordsTables>,
  bulletin: Bulletin,
): Promise<boolean> {
  const { period, revision, ...changed } = rowOf(bulletin);
  const { numUpdatedRows } = await transaction
    .updateTable('bulletins')
    .set(changed)
    .where('period', '=', period)
    .where('revision', '=', revision)
    .where('state', '=', 'draft')
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export async function isNumberTaken(db: Db, number: string): Promise<boolean> {
  const row = await db
    .selectFrom('bulletins')
    .select('period')
    .where('number', '=', number)
    .executeTakeFirst();
  return row !== undefined;
}

/** The text that was kept; of the newest revision without one. */
export async function bulletinText(db: Db, period: Period, revision?: number): Promise<string | null> {
  let query = db.selectFrom('bulletins').select('body').where('period', '=', period);
  if (revision !== undefined) query = query.where('revision', '=', revision);
  const row = await query.orderBy('revision', 'desc').limit(1).executeTakeFirst();
  return row === undefined ? null : inflateRawSync(row.body).toString();
}

export async function bulletin(db: Db, period: Period, revision?: number): Promise<Bulletin | null> {
  const text = await bulletinText(db, period, revision);
  return text === null ? null : (JSON.parse(text) as Bulletin);
}

export function bulletins(db: Db): Promise<BulletinEntry[]> {
  return db
    .selectFrom('bulletins')
    .select(columns)
    .orderBy('closedMs', 'desc')
    .orderBy('period', 'desc')
    .orderBy('revision', 'desc')
    .execute();
}
