import type { Kysely, Transaction } from 'kysely';
import type { Decision, Explanation, ExplanationFilter } from '../pages.ts';
import { appendAudit } from './audit.ts';
import { appendEvents, finding } from './findings.ts';
import type { RecordsTables } from './tables.ts';
import { upsert } from './upsert.ts';

type Db = Kysely<RecordsTables>;

export async function putExplanation(
  transaction: Transaction<RecordsTables>,
  given: Explanation,
): Promise<boolean> {
  if ((await finding(transaction, given.finding)) === null) return false;
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('explanations')
    .values({
      ...given,
      asks: given.asks === null ? null : JSON.stringify(given.asks),
      decision: null,
      decidedMs: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) return false;
  const { id, actor, atMs, reason, text, asks } = given;
  await appendEvents(transaction, [
    { actor, atMs, finding: given.finding, what: 'explained', note: `${reason}: ${text}` },
  ]);
  await appendAudit(transaction, {
    actor,
    atMs,
    action: 'finding-explained',
    subject: given.finding,
    detail: { explanation: id, reason, text, asks },
  });
  return true;
}

export async function explanations(db: Db, filter: ExplanationFilter): Promise<Explanation[]> {
  // An empty list is no SQL.
  if (filter.projects?.length === 0) return [];
  let query = db.selectFrom('explanations').selectAll();
  if (filter.projects !== undefined) query = query.where('project', 'in', [...filter.projects]);
  if (filter.waiting === true) query = query.where('asks', 'is not', null).where('decision', 'is', null);
  if (filter.decidedSinceMs !== undefined) query = query.where('decidedMs', '>=', filter.decidedSinceMs);
  const rows = await query.orderBy('atMs', 'desc').orderBy('id').execute();
  return rows.map(explanationOf);
}

export async function decideExplanation(
  transaction: Transaction<RecordsTables>,
  id: string,
  decision: Decision,
): Promise<Explanation | null> {
  const decided = await transaction
    .updateTable('explanations')
    .set({ decision: JSON.stringify(decision), decidedMs: decision.atMs })
    .where('id', '=', id)
    .where('asks', 'is not', null)
    .where('decision', 'is', null)
    .returningAll()
    .executeTakeFirst();
  if (decided === undefined) return null;
  const explanation = explanationOf(decided);
  const { verdict, note, actor, atMs } = decision;
  if (verdict === 'granted') await suspend(transaction, explanation);
  await appendAudit(transaction, {
    actor,
    atMs,
    action: `suspension-${verdict}`,
    subject: explanation.project,
    detail: { explanation: id, note, asks: explanation.asks },
  });
  return explanation;
}

async function suspend(transaction: Transaction<RecordsTables>, explanation: Explanation): Promise<void> {
  const { project, asks, reason, text, id } = explanation;
  const row = { project, ...asks, reason: `${reason}: ${text}`, document: id };
  await upsert(transaction, 'suspensions', ['project', 'from'], [row]);
}

function explanationOf({ decidedMs: _at, ...row }: RecordsTables['explanations']): Explanation {
  return {
    ...row,
    asks: row.asks === null ? null : (JSON.parse(row.asks) as Explanation['asks']),
    decision: row.decision === null ? null : (JSON.parse(row.decision) as Decision),
  };
}
