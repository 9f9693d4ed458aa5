import type { Transaction } from 'kysely';
import type { Act, PageOpener } from '../records.ts';
import { findingEvents, findings } from './findings.ts';
import { changePages, pages } from './pages.ts';
import type { RecordsTables } from './tables.ts';

/**
 * Writes the pages that the findings of the projects, as they are now, call for.
 * @throws Overtaken
 */
export async function openPages(
  transaction: Transaction<RecordsTables>,
  projects: readonly string[],
  opener: PageOpener,
  { atMs }: Act,
): Promise<void> {
  const open = await findings(transaction, { projects, open: true });
  const events = await findingEvents(
    transaction,
    open.map(({ id }) => id),
  );
  const known = await pages(transaction, { projects });
  const change = opener({ findings: open, events, pages: known, atMs });
  if (change !== null) await changePages(transaction, change);
}
