import type { Kysely, Transaction } from 'kysely';
import type { Page, PageChange, PageFilter, PageStep } from '../pages.ts';
import { queueLetters } from './letters.ts';
import { parts } from './parts.ts';
import type { RecordsTables } from './tables.ts';

type Db = Kysely<RecordsTables>;

export async function pages(db: Db, filter: PageFilter): Promise<Page[]> {
  // An empty list is no SQL.
  if ([filter.ids, filter.projects, filter.audiences].some((list) => list?.length === 0)) return [];
  let query = db.selectFrom('pages').selectAll();
  if (filter.open !== undefined) query = query.where('closedMs', filter.open ? 'is' : 'is not', null);
  if (filter.ids !== undefined) query = query.where('id', 'in', [...filter.ids]);
  if (filter.projects !== undefined) query = query.where('project', 'in', [...filter.projects]);
  if (filter.audiences !== undefined) query = query.where('audience', 'in', [...filter.audiences]);
  if (filter.openedSinceMs !== undefined) query = query.where('openedMs', '>=', filter.openedSinceMs);
  return query.orderBy('openedMs').orderBy('id').execute();
}

export async function pageSteps(db: Db, ids: readonly string[]): Promise<PageStep[]> {
  const steps: PageStep[] = [];
  for (const part of parts(ids.toSorted())) {
    const rows = await db
      .selectFrom('pageSteps')
      .select(['page', 'what', 'letter', 'note', 'actor', 'atMs'])
      .where('page', 'in', part)
      .orderBy('page')
      .orderBy('id')
      .execute();
    steps.push(...rows);
  }
  return steps;
}

/** Rolls a transaction back: somebody else has changed the page. */
export class Overtaken extends Error {}

/** @throws Overtaken */
export async function changePages(
  transaction: Transaction<RecordsTables>,
  { pages, steps, letters }: PageChange,
): Promise<void> {
  // In one order everywhere, so that two processes never wait for each other.
  const ordered = pages.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (const page of ordered) await putPage(transaction, page);
  await appendSteps(transaction, steps);
  await queueLetters(transaction, letters);
}

async function putPage(transaction: Transaction<RecordsTables>, page: Page): Promise<void> {
  if (page.version === 1) {
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('pages')
      .values(page)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows !== 1n) throw new Overtaken(page.id);
    return;
  }
  const { id, ...rest } = page;
  const { numUpdatedRows } = await transaction
    .updateTable('pages')
    .set(rest)
    .where('id', '=', id)
    .where('version', '=', page.version - 1)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows !== 1n) throw new Overtaken(id);
}

export async function appendSteps(
  transaction: Transaction<RecordsTables>,
  steps: readonly PageStep[],
): Promise<void> {
  for (const { page, what, letter, note, actor, atMs } of steps) {
    await transaction.insertInto('pageSteps').values({ page, what, letter, note, actor, atMs }).execute();
  }
}
