import { type Kysely, sql, type Transaction } from 'kysely';
import { LiangshaiError } from '../../model/error.ts';
import type { ArchivedRows } from '../records.ts';
import type { RecordsTables } from './tables.ts';
import { upsert } from './upsert.ts';

type Table = Exclude<keyof RecordsTables, 'sessions'>;
type Row = Record<string, string | number | null | Uint8Array>;

const rowsAtOnce = 1000;

/** Every table but the sessions, which nobody wants back, with the key it is read in the order of. */
const keys: Record<Table, readonly string[]> = {
  districts: ['id'],
  departments: ['id'],
  projects: ['id'],
  meters: ['id', 'from'],
  suspensions: ['project', 'from'],
  investments: ['project', 'period'],
  milestones: ['project', 'name'],
  plans: ['project', 'period'],
  investmentReports: ['id'],
  credentials: ['id'],
  users: ['name'],
  quarantine: ['id'],
  findings: ['id'],
  findingEvents: ['id'],
  standings: ['period', 'by', 'subject'],
  closings: ['period', 'revision'],
  closingEvents: ['id'],
  frozenStandings: ['period', 'revision', 'by', 'subject'],
  bulletins: ['period', 'revision'],
  snails: ['period', 'by', 'subject'],
  snailEvents: ['id'],
  objections: ['id'],
  projectEvents: ['id'],
  pages: ['id'],
  pageSteps: ['id'],
  letters: ['id'],
  attempts: ['id'],
  silences: ['id'],
  explanations: ['id'],
  audit: ['id'],
  chains: ['name'],
  marks: ['name'],
  checkpoints: ['project', 'day'],
};
const tables = Object.keys(keys) as Table[];

/** Tables whose ids the database counts up itself. */
export const countedTables = [
  'quarantine',
  'pageSteps',
  'attempts',
  'investmentReports',
] as const satisfies readonly Table[];

export async function dumpTables(
  snapshot: Transaction<RecordsTables>,
  write: (rows: ArchivedRows) => Promise<void>,
): Promise<void> {
  for (const table of tables) {
    const order = sql.join(keys[table].map((column) => sql.ref(column)));
    for (let offset = 0; ; offset += rowsAtOnce) {
      const { rows } = await sql<Row>`SELECT * FROM ${sql.table(table)} ORDER BY ${order}
        LIMIT ${rowsAtOnce} OFFSET ${offset}`.execute(snapshot);
      if (rows.length > 0) await write({ table, rows: rows.map(archived) });
      if (rows.length < rowsAtOnce) break;
    }
  }
}

export async function loadTables(
  transaction: Transaction<RecordsTables>,
  archive: AsyncIterable<ArchivedRows>,
): Promise<void> {
  for await (const { table, rows } of archive) {
    if (!(table in keys)) {
      throw new LiangshaiError(
        'backup-newer',
        `the backup has the table ${table}, which this version does not know`,
        'restore it with the version that made it',
      );
    }
    await upsert(transaction, table as Table, keys[table as Table], rows.map(restored));
  }
}

export async function areEmpty(db: Kysely<RecordsTables>): Promise<boolean> {
  for (const table of tables) {
    if (table === 'chains') continue;
    const { rows } = await sql`SELECT 1 FROM ${sql.table(table)} LIMIT 1`.execute(db);
    if (rows.length > 0) return false;
  }
  return true;
}

function archived(row: Row): ArchivedRows['rows'][number] {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value,
    ]),
  );
}

function restored(row: ArchivedRows['rows'][number]): Row {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      value !== null && typeof value === 'object' ? Buffer.from(value.base64, 'base64') : value,
    ]),
  );
}
