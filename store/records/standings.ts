import type { Kysely, Transaction } from 'kysely';
import { type Period, periodDays } from '../../model/period.ts';
import type { ScorePart, Standing, StandingSubject } from '../../model/standing.ts';
import type { RecordsTables } from './tables.ts';
import { upsert } from './upsert.ts';

type Db = Kysely<RecordsTables>;

export async function putStandings(
  transaction: Transaction<RecordsTables>,
  given: readonly Standing[],
): Promise<void> {
  const closed = new Set<Period>();
  for (const period of new Set(given.map((row) => row.period))) {
    if ((await standingRevision(transaction, period)) !== null) closed.add(period);
  }
  const running = given.filter(({ period }) => !closed.has(period));
  const rankings = new Map(running.map(({ period, by }) => [`${period} ${by}`, { period, by }]));
  for (const { period, by } of rankings.values()) {
    await transaction.deleteFrom('standings').where('period', '=', period).where('by', '=', by).execute();
  }
  await upsert(transaction, 'standings', ['period', 'by', 'subject'], running.map(stored));
}

export async function putFrozenStandings(
  transaction: Transaction<RecordsTables>,
  revision: number,
  given: readonly Standing[],
): Promise<void> {
  const rows = given.map((row) => ({ ...stored(row), revision }));
  await upsert(transaction, 'frozenStandings', ['period', 'revision', 'by', 'subject'], rows);
}

/** The revision that stands; null: the period is not closed, or was reopened. */
export async function standingRevision(db: Db, period: Period): Promise<number | null> {
  const newest = await db
    .selectFrom('closings')
    .select(['revision', 'reopenedMs'])
    .where('period', '=', period)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest === undefined || newest.reopenedMs !== null ? null : newest.revision;
}

export async function standings(db: Db, period: Period, by: StandingSubject): Promise<Standing[]> {
  const revision = await standingRevision(db, period);
  if (revision !== null) return frozenStandings(db, period, revision, by);
  const rows = await db
    .selectFrom('standings')
    .selectAll()
    .where('period', '=', period)
    .where('by', '=', by)
    .orderBy((eb) => eb('rank', 'is', null))
    .orderBy('rank')
    .orderBy('subject')
    .execute();
  return rows.map(standingOf);
}

export async function frozenStandings(
  db: Db,
  period: Period,
  revision: number,
  by: StandingSubject,
): Promise<Standing[]> {
  const rows = await db
    .selectFrom('frozenStandings')
    .selectAll()
    .where('period', '=', period)
    .where('revision', '=', revision)
    .where('by', '=', by)
    .orderBy((eb) => eb('rank', 'is', null))
    .orderBy('rank')
    .orderBy('subject')
    .execute();
  return rows.map(({ revision: _revision, ...row }) => standingOf(row));
}

export async function placesOf(
  db: Db,
  by: StandingSubject,
  subject: string,
): Promise<(Standing & { revision: number; closedMs: number })[]> {
  const rows = await db
    .selectFrom('frozenStandings')
    .innerJoin('closings', (join) =>
      join
        .onRef('closings.period', '=', 'frozenStandings.period')
        .onRef('closings.revision', '=', 'frozenStandings.revision'),
    )
    .selectAll('frozenStandings')
    .select('closings.closedMs')
    .where('by', '=', by)
    .where('subject', '=', subject)
    .where('closings.reopenedMs', 'is', null)
    .orderBy('frozenStandings.period')
    .execute();
  return rows.map(({ revision, closedMs, ...row }) => ({ ...standingOf(row), revision, closedMs }));
}

export async function standingPeriods(db: Db, by: StandingSubject): Promise<Period[]> {
  const rows = await db
    .selectFrom('standings')
    .select('period')
    .where('by', '=', by)
    .union(db.selectFrom('frozenStandings').select('period').where('by', '=', by))
    .execute();
  const beginOf = (period: Period) => periodDays(period)!.first;
  return rows
    .map(({ period }) => period)
    .sort((a, b) => Temporal.PlainDate.compare(beginOf(b), beginOf(a)) || (a < b ? -1 : 1));
}

function stored(row: Standing): RecordsTables['standings'] {
  return { ...row, snail: row.snail ? 1 : 0, parts: JSON.stringify(row.parts) };
}

function standingOf(row: RecordsTables['standings']): Standing {
  return { ...row, snail: row.snail === 1, parts: JSON.parse(row.parts) as ScorePart[] };
}
