import type { Kysely, Transaction } from 'kysely';
import type { AuditEntry } from '../records.ts';
import { forge } from './chain.ts';
import type { RecordsTables } from './tables.ts';

export async function appendAudit(transaction: Transaction<RecordsTables>, entry: AuditEntry): Promise<void> {
  const { detail, ...rest } = entry;
  const links = await forge(transaction, 'audit', [{ ...rest, detail: JSON.stringify(detail) }]);
  await transaction.insertInto('audit').values(links).execute();
}

export async function audited(
  db: Kysely<RecordsTables>,
  filter: { beforeId?: number; limit: number },
): Promise<(AuditEntry & { id: number })[]> {
  let query = db.selectFrom('audit').select(['id', 'atMs', 'actor', 'action', 'subject', 'detail']);
  if (filter.beforeId !== undefined) query = query.where('id', '<', filter.beforeId);
  const rows = await query.orderBy('id', 'desc').limit(filter.limit).execute();
  return rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) as Record<string, unknown> }));
}

/** The newest entry: every change of the registry, a credential or a user is in the audit. */
export async function newestAudit(db: Kysely<RecordsTables>): Promise<number> {
  const { length } = await db
    .selectFrom('chains')
    .select('length')
    .where('name', '=', 'audit')
    .executeTakeFirstOrThrow();
  return length;
}
