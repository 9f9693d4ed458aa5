import type { Kysely, Transaction } from 'kysely';
import { type Period, periodDays } from '../../model/period.ts';
import type { Standing, StandingSubject } from '../../model/standing.ts';
import type { RecordsTables } from './tables.ts';
import { upsert } from './upsert.ts';

export async function putStandings(
  transaction: Transaction<RecordsTables>,
  given: readonly Standing[],
): Promise<void> {
  const rankings = new Map(given.map(({ period, by }) => [`${period} ${by}`, { period, by }]));
  for (const { period, by } of rankings.values()) {
    await transaction.deleteFrom('standings').where('period', '=', period).where('by', '=', by).execute();
  }
  const rows = given.map((row) => ({ ...row, snail: row.snail ? 1 : 0 }));
  await upsert(transaction, 'standings', ['period', 'by', 'subject'], rows);
}

/** Best first; those that are not ranked come last. */
export async function standings(
  db: Kysely<RecordsTables>,
  period: Period,
  by: StandingSubject,
): Promise<Standing[]> {
  const rows = await db
    .selectFrom('standings')
    .selectAll()
    .where('period', '=', period)
    .where('by', '=', by)
    .orderBy((eb) => eb('rank', 'is', null))
    .orderBy('rank')
    .orderBy('subject')
    .execute();
  return rows.map((row) => ({ ...row, snail: row.snail === 1 }));
}

export async function standingPeriods(db: Kysely<RecordsTables>, by: StandingSubject): Promise<Period[]> {
  const rows = await db.selectFrom('standings').select('period').distinct().where('by', '=', by).execute();
  const beginOf = (period: Period) => periodDays(period)!.first;
  return rows
    .map(({ period }) => period)
    .sort((a, b) => Temporal.PlainDate.compare(beginOf(b), beginOf(a)) || (a < b ? -1 : 1));
}
