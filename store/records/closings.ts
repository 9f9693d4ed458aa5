import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Kysely, Transaction } from 'kysely';
import type { Closing } from '../../model/closing.ts';
import type { Period } from '../../model/period.ts';
import type { PeriodClosing } from '../closings.ts';
import type { Letter } from '../pages.ts';
import type { Act, ChainState } from '../records.ts';
import { appendAudit } from './audit.ts';
import { bulletinText, draftBulletin } from './bulletins.ts';
import { forge, verifyChain } from './chain.ts';
import { queueLetters } from './letters.ts';
import { changeSnails } from './snails.ts';
import { putFrozenStandings, standingRevision } from './standings.ts';
import type { RecordsTables } from './tables.ts';

type Db = Kysely<RecordsTables>;

const columns = [
  'period',
  'revision',
  'inputsHash',
  'closedBy',
  'closedMs',
  'reason',
  'reopenedBy',
  'reopenedMs',
] as const;

/** False when the period stands closed, or another process was faster. */
export async function closePeriod(
  transaction: Transaction<RecordsTables>,
  closing: PeriodClosing,
): Promise<boolean> {
  const { period, revision, inputs, inputsHash, standings, snails, bulletin, letters, actor, atMs } = closing;
  const newest = await newestClosing(transaction, period);
  const next = newest === null ? 1 : newest.reopened === null ? null : newest.revision + 1;
  if (revision !== next) return false;
  // The key decides: whoever comes second waits here for the first, and then has nothing to do.
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('closings')
    .values({
      period,
      revision,
      inputsHash,
      inputs: deflateRawSync(inputs),
      closedBy: actor,
      closedMs: atMs,
      reason: null,
      reopenedBy: null,
      reopenedMs: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) return false;
  await putFrozenStandings(transaction, revision, standings);
  await transaction.deleteFrom('standings').where('period', '=', period).execute();
  await draftBulletin(transaction, bulletin);
  await appendEvent(transaction, {
    actor,
    atMs,
    period,
    revision,
    what: 'closed',
    note: null,
    contentHash: await frozenHash(transaction, period, revision),
  });
  await changeSnails(transaction, period, snails, { actor, atMs });
  await queueLetters(transaction, letters);
  const detail = { revision, inputsHash };
  await appendAudit(transaction, { actor, atMs, action: 'period-closed', subject: period, detail });
  return true;
}

export async function reopenPeriod(
  transaction: Transaction<RecordsTables>,
  period: Period,
  { actor, atMs, reason }: Act & { reason: string },
  letters: readonly Letter[],
): Promise<Closing | null> {
  const revision = await standingRevision(transaction, period);
  if (revision === null) return null;
  const { numUpdatedRows } = await transaction
    .updateTable('closings')
    .set({ reason, reopenedBy: actor, reopenedMs: atMs })
    .where('period', '=', period)
    .where('revision', '=', revision)
    .where('reopenedMs', 'is', null)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows !== 1n) return null;
  await appendEvent(transaction, {
    actor,
    atMs,
    period,
    revision,
    what: 'reopened',
    note: reason,
    contentHash: null,
  });
  await queueLetters(transaction, letters);
  const detail = { revision, reason };
  await appendAudit(transaction, { actor, atMs, action: 'period-reopened', subject: period, detail });
  return newestClosing(transaction, period);
}

export async function appendEvent(
  transaction: Transaction<RecordsTables>,
  event: Omit<RecordsTables['closingEvents'], 'id' | 'hash'>,
): Promise<void> {
  await transaction
    .insertInto('closingEvents')
    .values(await forge(transaction, 'closings', [event]))
    .execute();
}

export async function closings(db: Db): Promise<Closing[]> {
  const rows = await db
    .selectFrom('closings')
    .select(columns)
    .orderBy('period')
    .orderBy('revision')
    .execute();
  return rows.map(closingOf);
}

export async function closingInputs(db: Db, period: Period, revision: number): Promise<string | null> {
  const row = await db
    .selectFrom('closings')
    .select('inputs')
    .where('period', '=', period)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return row === undefined ? null : inflateRawSync(row.inputs).toString();
}

/** Goes over the chain, and at each closing over all that was frozen by it, at each publishing over the bulletin. */
export function verifyClosings(db: Db): Promise<ChainState> {
  return verifyChain(db, 'closings', async ({ what, period, revision, contentHash }) => {
    if (what === 'reopened') return true;
    if (what === 'closed') return (await frozenHash(db, period, revision)) === contentHash;
    const text = await bulletinText(db, period, revision);
    return text !== null && sha256(text) === contentHash;
  });
}

/** Over the inputs and every standing of a closing. */
async function frozenHash(db: Db, period: Period, revision: number): Promise<string> {
  const inputs = (await closingInputs(db, period, revision)) ?? '';
  const rows = await db
    .selectFrom('frozenStandings')
    .selectAll()
    .where('period', '=', period)
    .where('revision', '=', revision)
    .orderBy('by')
    .orderBy('subject')
    .execute();
  const ordered = rows.map((row) => Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
  return sha256(`${sha256(inputs)}\n${JSON.stringify(ordered)}`);
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function newestClosing(db: Db, period: Period): Promise<Closing | null> {
  const row = await db
    .selectFrom('closings')
    .select(columns)
    .where('period', '=', period)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : closingOf(row);
}

function closingOf(row: Omit<RecordsTables['closings'], 'inputs'>): Closing {
  const { reason, reopenedBy, reopenedMs, ...closing } = row;
  if (reason === null || reopenedBy === null || reopenedMs === null) return { ...closing, reopened: null };
  return { ...closing, reopened: { reason, reopenedBy, reopenedMs } };
}
