import type { Kysely, Transaction } from 'kysely';
import type { Act, Credential, Session, User } from '../records.ts';
import { appendAudit } from './audit.ts';
import type { RecordsTables } from './tables.ts';
import { upsert } from './upsert.ts';

type Db = Kysely<RecordsTables>;

export async function credentials(db: Db): Promise<Credential[]> {
  const rows = await db.selectFrom('credentials').selectAll().orderBy('id').execute();
  return rows.map((row) => ({ ...row, meters: JSON.parse(row.meters) as string[] }));
}

export async function putCredentials(
  transaction: Transaction<RecordsTables>,
  given: readonly Credential[],
  act: Act,
): Promise<void> {
  const rows = given.map((row) => ({ ...row, meters: JSON.stringify(row.meters) }));
  await upsert(transaction, 'credentials', ['id'], rows);
  const subject = given.length === 1 ? given[0]!.id : `${given.length} credentials`;
  await appendAudit(transaction, {
    ...act,
    action: 'credential',
    subject,
    detail: { ids: given.map(({ id }) => id) },
  });
}

export async function users(db: Db): Promise<User[]> {
  const rows = await db.selectFrom('users').selectAll().orderBy('name').execute();
  return rows.map(userOf);
}

export async function user(db: Db, name: string): Promise<User | null> {
  const row = await db.selectFrom('users').selectAll().where('name', '=', name).executeTakeFirst();
  return row === undefined ? null : userOf(row);
}

export async function putUser(transaction: Transaction<RecordsTables>, given: User, act: Act): Promise<void> {
  const row = { ...given, mustChangePassword: given.mustChangePassword ? 1 : 0 };
  await upsert(transaction, 'users', ['name'], [row]);
  const { role, scope } = given;
  await appendAudit(transaction, { ...act, action: 'user', subject: given.name, detail: { role, scope } });
}

export async function session(db: Db, tokenHash: string): Promise<Session | null> {
  const row = await db
    .selectFrom('sessions')
    .selectAll()
    .where('tokenHash', '=', tokenHash)
    .executeTakeFirst();
  return row ?? null;
}

export async function dropSessions(
  transaction: Transaction<RecordsTables>,
  column: 'tokenHash' | 'user',
  value: string,
): Promise<void> {
  await transaction.deleteFrom('sessions').where(column, '=', value).execute();
}

export async function dropExpiredSessions(
  transaction: Transaction<RecordsTables>,
  nowMs: number,
): Promise<void> {
  await transaction.deleteFrom('sessions').where('expiresMs', '<=', nowMs).execute();
}

function userOf(row: RecordsTables['users']): User {
  return { ...row, mustChangePassword: row.mustChangePassword === 1 };
}
