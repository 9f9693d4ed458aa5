import type { Kysely, Transaction } from 'kysely';
import type { Attempt, Letter } from '../pages.ts';
import { parts } from './parts.ts';
import type { RecordsTables } from './tables.ts';

type Db = Kysely<RecordsTables>;

const columns = ['id', 'json', 'state', 'queuedMs', 'dueMs', 'way', 'attempts', 'settledMs'] as const;
const noLease = { owner: null, leaseUntilMs: 0 };

export async function letters(db: Db, ids: readonly string[]): Promise<Letter[]> {
  const found: Letter[] = [];
  for (const part of parts(ids.toSorted())) {
    found.push(
      ...(await db.selectFrom('letters').select(columns).where('id', 'in', part).orderBy('id').execute()),
    );
  }
  return found;
}

export function undeliveredLetters(db: Db, sinceMs: number): Promise<Letter[]> {
  return db
    .selectFrom('letters')
    .select(columns)
    .where('state', '=', 'undelivered')
    .where('settledMs', '>=', sinceMs)
    .orderBy('id')
    .execute();
}

export async function queueLetters(
  transaction: Transaction<RecordsTables>,
  given: readonly Letter[],
): Promise<void> {
  for (const letter of given) {
    await transaction
      .insertInto('letters')
      .values({ ...letter, ...noLease })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

export async function outbox(db: Db): Promise<{ queued: number; oldestMs: number | null }> {
  const { queued, oldestMs } = await db
    .selectFrom('letters')
    .select(({ fn }) => [
      fn.countAll<number>().as('queued'),
      fn.min<number | null>('queuedMs').as('oldestMs'),
    ])
    .where('state', '=', 'queued')
    .executeTakeFirstOrThrow();
  return { queued: Number(queued), oldestMs: oldestMs === null ? null : Number(oldestMs) };
}

export async function claimLetters(
  transaction: Transaction<RecordsTables>,
  { owner, nowMs, leaseMs, limit }: { owner: string; nowMs: number; leaseMs: number; limit: number },
): Promise<Letter[]> {
  const claimed = await transaction
    .updateTable('letters')
    .set({ owner, leaseUntilMs: nowMs + leaseMs })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('letters')
        .select('id')
        .where('state', '=', 'queued')
        .where('dueMs', '<=', nowMs)
        .where('leaseUntilMs', '<=', nowMs)
        .orderBy('dueMs')
        .orderBy('id')
        .limit(limit),
    )
    // PostgreSQL looks at this again when it gets a row that another transaction had locked.
    .where('leaseUntilMs', '<=', nowMs)
    .where('state', '=', 'queued')
    .returning(columns)
    .execute();
  return claimed.toSorted((a, b) => a.dueMs - b.dueMs || (a.id < b.id ? -1 : 1));
}

/** False when the owner does not hold the letter. */
export async function giveBack(
  transaction: Transaction<RecordsTables>,
  owner: string,
  letter: Letter,
): Promise<boolean> {
  const { id, ...rest } = letter;
  const { numUpdatedRows } = await transaction
    .updateTable('letters')
    .set({ ...rest, ...noLease })
    .where('id', '=', id)
    .where('owner', '=', owner)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export async function appendAttempt(
  transaction: Transaction<RecordsTables>,
  attempt: Attempt,
): Promise<void> {
  await transaction.insertInto('attempts').values(attempt).execute();
}

export async function attempts(db: Db, ids: readonly string[]): Promise<Attempt[]> {
  const found: Attempt[] = [];
  for (const part of parts(ids.toSorted())) {
    const rows = await db
      .selectFrom('attempts')
      .select(['letter', 'atMs', 'tookMs', 'channel', 'target', 'outcome', 'detail'])
      .where('letter', 'in', part)
      .orderBy('letter')
      .orderBy('id')
      .execute();
    found.push(...rows);
  }
  return found;
}
