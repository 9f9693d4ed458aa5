import type { Kysely, Transaction } from 'kysely';
import type { Period } from '../../model/period.ts';
import type { BottomPlace, Snail, SnailStep } from '../../model/snail.ts';
import type { SnailChange, SnailDecision, SnailKey } from '../closings.ts';
import type { Act } from '../records.ts';
import { appendAudit } from './audit.ts';
import { forge } from './chain.ts';
import type { RecordsTables } from './tables.ts';

type Db = Kysely<RecordsTables>;
type Stored = RecordsTables['snails'];

/** Waits for a decision, or is held. */
const openStates: ReadonlySet<Snail['state']> = new Set(['proposed', 'confirmed']);

/**
 * What a closing says of snails. What a person decided is not proposed a second time, and what a person took away meanwhile is not wiped.
 */
export async function changeSnails(
  transaction: Transaction<RecordsTables>,
  closing: Period,
  changes: readonly SnailChange[],
  act: Act,
): Promise<void> {
  for (const { what, snail, reason } of changes) {
    const known = await storedSnail(transaction, snail);
    if (what === 'proposed') {
      const { period, by, subject } = snail;
      const row = { period, by, subject, places: JSON.stringify(snail.places) };
      const isNew = known === undefined || known.state === 'withdrawn';
      const state = isNew ? 'proposed' : known.state;
      await transaction
        .insertInto('snails')
        .values({ ...row, state })
        .onConflict((conflict) =>
          conflict.columns(['period', 'by', 'subject']).doUpdateSet({ places: row.places, state }),
        )
        .execute();
      if (!isNew) continue;
    } else {
      if (known === undefined || !openStates.has(known.state)) continue;
      await setState(transaction, snail, what);
    }
    await appendStep(transaction, snail, { what, reason, closing, ...act });
  }
}

export async function decideSnail(
  transaction: Transaction<RecordsTables>,
  snail: SnailKey,
  { verdict, reason, actor, atMs }: SnailDecision,
): Promise<Snail | null> {
  const from = verdict === 'revoked' ? 'confirmed' : 'proposed';
  const { numUpdatedRows } = await setState(transaction, snail, verdict, from);
  if (numUpdatedRows !== 1n) return null;
  await appendStep(transaction, snail, { what: verdict, reason, closing: null, actor, atMs });
  const { period, by, subject } = snail;
  const detail = { by, subject, reason };
  await appendAudit(transaction, { actor, atMs, action: `snail-${verdict}`, subject: period, detail });
  const stored = await storedSnail(transaction, snail);
  return stored === undefined ? null : snailOf(stored, await stepsOf(transaction, snail));
}

export async function snails(db: Db): Promise<Snail[]> {
  const rows = await db
    .selectFrom('snails')
    .selectAll()
    .orderBy('period', 'desc')
    .orderBy('by')
    .orderBy('subject')
    .execute();
  const events = await db.selectFrom('snailEvents').selectAll().orderBy('id').execute();
  const steps = Map.groupBy(events, keyOf);
  return rows.map((row) => snailOf(row, (steps.get(keyOf(row)) ?? []).map(stepOf)));
}

function keyOf({ period, by, subject }: SnailKey): string {
  return `${period} ${by} ${subject}`;
}

function storedSnail(db: Db, { period, by, subject }: SnailKey): Promise<Stored | undefined> {
  return db
    .selectFrom('snails')
    .selectAll()
    .where('period', '=', period)
    .where('by', '=', by)
    .where('subject', '=', subject)
    .executeTakeFirst();
}

function setState(
  transaction: Transaction<RecordsTables>,
  { period, by, subject }: SnailKey,
  state: Snail['state'],
  from?: Snail['state'],
) {
  let query = transaction
    .updateTable('snails')
    .set({ state })
    .where('period', '=', period)
    .where('by', '=', by)
    .where('subject', '=', subject);
  if (from !== undefined) query = query.where('state', '=', from);
  return query.executeTakeFirstOrThrow();
}

async function appendStep(
  transaction: Transaction<RecordsTables>,
  { period, by, subject }: SnailKey,
  step: SnailStep,
): Promise<void> {
  const links = await forge(transaction, 'snail-events', [{ period, by, subject, ...step }]);
  await transaction.insertInto('snailEvents').values(links).execute();
}

async function stepsOf(db: Db, { period, by, subject }: SnailKey): Promise<SnailStep[]> {
  const rows = await db
    .selectFrom('snailEvents')
    .selectAll()
    .where('period', '=', period)
    .where('by', '=', by)
    .where('subject', '=', subject)
    .orderBy('id')
    .execute();
  return rows.map(stepOf);
}

function stepOf({ what, reason, closing, actor, atMs }: RecordsTables['snailEvents']): SnailStep {
  return { what, reason, closing, actor, atMs };
}

function snailOf({ places, ...row }: Stored, history: SnailStep[]): Snail {
  return { ...row, places: JSON.parse(places) as BottomPlace[], history };
}
