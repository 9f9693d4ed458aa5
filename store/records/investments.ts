import type { Kysely, Transaction } from 'kysely';
import type { Investment } from '../../model/progress.ts';
import type { Act, InvestmentReport, InvestmentReportFilter } from '../records.ts';
import { parts } from './parts.ts';
import type { RecordsTables } from './tables.ts';

// SQLite takes 32,766 parameters in a statement.
const rowsAtOnce = 1000;

/** Keeps who reported which figure when; a figure that is as it was is no news. */
export async function appendInvestmentReports(
  transaction: Transaction<RecordsTables>,
  given: readonly Investment[],
  { actor, atMs }: Act,
): Promise<void> {
  const known = new Map<string, number>();
  for (const projects of parts([...new Set(given.map(({ project }) => project))])) {
    const rows = await transaction
      .selectFrom('investments')
      .selectAll()
      .where('project', 'in', projects)
      .execute();
    for (const { project, period, amountWan } of rows) known.set(`${project} ${period}`, amountWan);
  }
  const news = given.filter(({ project, period, amountWan }) => {
    const key = `${project} ${period}`;
    if (known.get(key) === amountWan) return false;
    known.set(key, amountWan);
    return true;
  });
  const rows = news.map(({ project, period, amountWan }) => ({ project, period, amountWan, actor, atMs }));
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    await transaction
      .insertInto('investmentReports')
      .values(rows.slice(from, from + rowsAtOnce))
      .execute();
  }
}

export async function investmentReports(
  db: Kysely<RecordsTables>,
  filter: InvestmentReportFilter,
): Promise<InvestmentReport[]> {
  // `IN ()` is an error in PostgreSQL.
  if (filter.projects?.length === 0) return [];
  let query = db.selectFrom('investmentReports').select(['project', 'period', 'amountWan', 'actor', 'atMs']);
  if (filter.projects !== undefined) query = query.where('project', 'in', [...filter.projects]);
  if (filter.period !== undefined) query = query.where('period', '=', filter.period);
  return query.orderBy('project').orderBy('period').orderBy('id').execute();
}
