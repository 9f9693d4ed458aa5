import type { Transaction } from 'kysely';
import type { RecordsTables } from './tables.ts';

/** A closed page goes with its steps, and a letter with the last page whose steps name it. */
export async function prunePages(
  transaction: Transaction<RecordsTables>,
  beforeMs: number,
): Promise<{ pages: number; letters: number }> {
  await transaction
    .deleteFrom('pageSteps')
    .where('page', 'in', (eb) => eb.selectFrom('pages').select('pages.id').where('closedMs', '<', beforeMs))
    .execute();
  const pages = await transaction
    .deleteFrom('pages')
    .where('closedMs', '<', beforeMs)
    .executeTakeFirstOrThrow();
  const letters = await transaction
    .deleteFrom('letters')
    .where('settledMs', '<', beforeMs)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('pageSteps').select('pageSteps.id').whereRef('pageSteps.letter', '=', 'letters.id'),
        ),
      ),
    )
    .executeTakeFirstOrThrow();
  await transaction
    .deleteFrom('attempts')
    .where('letter', 'not in', (eb) => eb.selectFrom('letters').select('letters.id'))
    .execute();
  await transaction.deleteFrom('silences').where('toMs', '<', beforeMs).execute();
  return { pages: Number(pages.numDeletedRows), letters: Number(letters.numDeletedRows) };
}
