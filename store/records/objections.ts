import type { Kysely, Transaction } from 'kysely';
import type { Objection, ObjectionAnswer } from '../../model/objection.ts';
import type { ObjectionFilter } from '../closings.ts';
import { appendAudit } from './audit.ts';
import type { RecordsTables } from './tables.ts';

export async function putObjection(
  transaction: Transaction<RecordsTables>,
  objection: Objection,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('objections')
    .values({ ...objection, answer: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) return false;
  const { id, period, revision, by, subject, figure, text, raisedBy, raisedMs } = objection;
  await appendAudit(transaction, {
    actor: raisedBy,
    atMs: raisedMs,
    action: 'objection-raised',
    subject: period,
    detail: { objection: id, revision, by, subject, figure, text },
  });
  return true;
}

export async function answerObjection(
  transaction: Transaction<RecordsTables>,
  id: string,
  answer: ObjectionAnswer,
): Promise<Objection | null> {
  const answered = await transaction
    .updateTable('objections')
    .set({ answer: JSON.stringify(answer) })
    .where('id', '=', id)
    .where('answer', 'is', null)
    .returningAll()
    .executeTakeFirst();
  if (answered === undefined) return null;
  const { upheld, text, answeredBy, answeredMs } = answer;
  await appendAudit(transaction, {
    actor: answeredBy,
    atMs: answeredMs,
    action: 'objection-answered',
    subject: answered.period,
    detail: { objection: id, upheld, text },
  });
  return objectionOf(answered);
}

export async function objections(db: Kysely<RecordsTables>, filter: ObjectionFilter): Promise<Objection[]> {
  const { subjects } = filter;
  if (subjects?.length === 0) return [];
  let query = db.selectFrom('objections').selectAll();
  if (filter.period !== undefined) query = query.where('period', '=', filter.period);
  if (filter.open !== undefined) query = query.where('answer', filter.open ? 'is' : 'is not', null);
  if (subjects !== undefined) {
    query = query.where((eb) =>
      eb.or(subjects.map(({ by, subject }) => eb.and([eb('by', '=', by), eb('subject', '=', subject)]))),
    );
  }
  return (await query.orderBy('raisedMs', 'desc').orderBy('id').execute()).map(objectionOf);
}

function objectionOf({ answer, ...row }: RecordsTables['objections']): Objection {
  return { ...row, answer: answer === null ? null : (JSON.parse(answer) as ObjectionAnswer) };
}
