import type { Kysely, Transaction } from 'kysely';
import type { Silence, SilenceMatch } from '../pages.ts';
import type { Act } from '../records.ts';
import { appendAudit } from './audit.ts';
import type { RecordsTables } from './tables.ts';
import { upsert } from './upsert.ts';

export async function putSilence(
  transaction: Transaction<RecordsTables>,
  silence: Silence,
  act: Act,
): Promise<void> {
  const { id, ...detail } = silence;
  const row = { ...silence, match: JSON.stringify(silence.match) };
  await upsert(transaction, 'silences', ['id'], [row]);
  await appendAudit(transaction, { ...act, action: 'silence', subject: id, detail });
}

export async function silences(db: Kysely<RecordsTables>, endAfterMs: number): Promise<Silence[]> {
  const rows = await db
    .selectFrom('silences')
    .selectAll()
    .where('toMs', '>', endAfterMs)
    .orderBy('fromMs')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, match: JSON.parse(row.match) as SilenceMatch }));
}
