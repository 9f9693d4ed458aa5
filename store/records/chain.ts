import { createHash } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { Chain, ChainState } from '../records.ts';
import type { RecordsTables } from './tables.ts';

/** The table that has the entries of each chain. */
const tables = {
  audit: 'audit',
  'finding-events': 'findingEvents',
  closings: 'closingEvents',
  'snail-events': 'snailEvents',
  'project-events': 'projectEvents',
} as const satisfies Record<Chain, keyof RecordsTables>;

type ChainTable<C extends Chain> = (typeof tables)[C];
type Row<C extends Chain> = Omit<RecordsTables[ChainTable<C>], 'hash'>;

const entriesAtOnce = 1000;

/** SHA-256 in hex over the hash before and the fields by name; JSON in a fixed order, so that both dialects agree. */
function linkHash(before: string, row: Record<string, unknown>): string {
  const { hash: _own, ...fields } = row;
  const ordered = Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256').update(before).update(JSON.stringify(ordered)).digest('hex');
}

/** Makes every other transaction that writes to the chain, or asks for its turn, wait until this one is done. */
export async function takeTurn(transaction: Transaction<RecordsTables>, chain: Chain): Promise<void> {
  await transaction
    .updateTable('chains')
    .set((eb) => ({ length: eb.ref('length') }))
    .where('name', '=', chain)
    .execute();
}

/** The rows as links of the chain: numbered on from its end, each hashed over the one before. */
export async function forge<C extends Chain>(
  transaction: Transaction<RecordsTables>,
  chain: C,
  entries: readonly Omit<Row<C>, 'id'>[],
): Promise<RecordsTables[ChainTable<C>][]> {
  // Taking the end of the chain first makes every other writer wait until this transaction is done.
  const end = await transaction
    .updateTable('chains')
    .set((eb) => ({ length: eb('length', '+', entries.length) }))
    .where('name', '=', chain)
    .returning(['length', 'hash'])
    .executeTakeFirstOrThrow();
  let { hash } = end;
  const links = entries.map((entry, index) => {
    const row = { ...entry, id: end.length - entries.length + index + 1 };
    hash = linkHash(hash, row);
    return { ...row, hash } as unknown as RecordsTables[ChainTable<C>];
  });
  await transaction.updateTable('chains').set({ hash }).where('name', '=', chain).execute();
  return links;
}

/** Goes over a chain from its first entry to its last; `isWhole` looks at what an entry only carries the hash of. */
export async function verifyChain<C extends Chain>(
  db: Kysely<RecordsTables>,
  chain: C,
  isWhole: (row: RecordsTables[ChainTable<C>]) => Promise<boolean> = async () => true,
): Promise<ChainState> {
  const end = await db.selectFrom('chains').selectAll().where('name', '=', chain).executeTakeFirstOrThrow();
  const table: ChainTable<Chain> = tables[chain];
  let hash = '';
  let checked = 0;
  while (true) {
    const rows = await db
      .selectFrom(table)
      .selectAll()
      .where('id', '>', checked)
      .orderBy('id')
      .limit(entriesAtOnce)
      .execute();
    if (rows.length === 0) break;
    for (const row of rows) {
      hash = linkHash(hash, row);
      checked++;
      const holds = row.id === checked && row.hash === hash;
      if (!holds || !(await isWhole(row as unknown as RecordsTables[ChainTable<C>])))
        return { chain, entries: end.length, brokenAt: checked };
    }
  }
  const whole = checked === end.length && hash === end.hash;
  return { chain, entries: end.length, brokenAt: whole ? null : Math.min(checked, end.length) + 1 };
}
