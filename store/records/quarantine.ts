import { type Kysely, sql, type Transaction } from 'kysely';
import type { RefusalCode } from '../../model/refusal.ts';
import type { QuarantinedMessage, QuarantineEntry, QuarantineFilter } from '../records.ts';
import type { RecordsTables } from './tables.ts';

type Db = Kysely<RecordsTables>;

const messagesAtOnce = 500;

export async function putQuarantine(
  transaction: Transaction<RecordsTables>,
  messages: readonly QuarantinedMessage[],
): Promise<void> {
  for (let from = 0; from < messages.length; from += messagesAtOnce) {
    const rows = messages
      .slice(from, from + messagesAtOnce)
      .map(({ receivedMs, topic, sender, code, detail, payload }) => ({
        receivedMs,
        topic,
        sender,
        code,
        detail,
        payload,
        bytes: payload.byteLength,
      }));
    await transaction.insertInto('quarantine').values(rows).execute();
  }
}

export async function quarantined(db: Db, filter: QuarantineFilter): Promise<QuarantineEntry[]> {
  // `IN ()` is an error in PostgreSQL.
  if (filter.ids?.length === 0) return [];
  let query = db
    .selectFrom('quarantine')
    .select(['id', 'receivedMs', 'topic', 'sender', 'code', 'detail', 'payload']);
  if (filter.ids !== undefined) query = query.where('id', 'in', [...filter.ids]);
  if (filter.code !== undefined) query = query.where('code', '=', filter.code);
  if (filter.sender !== undefined) query = query.where('sender', '=', filter.sender);
  if (filter.topic !== undefined) query = query.where('topic', '=', filter.topic);
  if (filter.beforeId !== undefined) query = query.where('id', '<', filter.beforeId);
  const rows = await query.orderBy('id', 'desc').limit(filter.limit).execute();
  return rows.map((row) => ({ ...row, payload: new Uint8Array(row.payload) }));
}

export async function quarantineCounts(db: Db): Promise<{ code: RefusalCode; count: number }[]> {
  const rows = await db
    .selectFrom('quarantine')
    .select(['code', (eb) => eb.fn.countAll<number>().as('count')])
    .groupBy('code')
    .orderBy('code')
    .execute();
  return rows.map(({ code, count }) => ({ code, count: Number(count) }));
}

export async function dropQuarantined(
  transaction: Transaction<RecordsTables>,
  ids: readonly number[],
): Promise<void> {
  if (ids.length === 0) return;
  await transaction
    .deleteFrom('quarantine')
    .where('id', 'in', [...ids])
    .execute();
}

export async function trimQuarantine(
  transaction: Transaction<RecordsTables>,
  bounds: { olderThanMs: number; maxBytes: number },
): Promise<number> {
  const old = await transaction
    .deleteFrom('quarantine')
    .where('receivedMs', '<', bounds.olderThanMs)
    .executeTakeFirstOrThrow();
  const over = await sql`DELETE FROM quarantine WHERE id IN (
    SELECT id FROM (SELECT id, sum(bytes) OVER (ORDER BY id DESC) AS total FROM quarantine) AS sized
    WHERE total > ${bounds.maxBytes})`.execute(transaction);
  return Number(old.numDeletedRows) + Number(over.numAffectedRows ?? 0);
}
