import type { Kysely, Transaction } from 'kysely';
import { type Registry, type RegistryTable, registryTables } from '../../model/registry.ts';
import type { Act } from '../records.ts';
import { appendAudit } from './audit.ts';
import { takeTurn } from './chain.ts';
import { appendInvestmentReports } from './investments.ts';
import { appendProjectEvents, stageChanges } from './project-events.ts';
import type { RecordsTables } from './tables.ts';
import { upsert } from './upsert.ts';

const keys = {
  districts: ['id'],
  departments: ['id'],
  projects: ['id'],
  meters: ['id', 'from'],
  suspensions: ['project', 'from'],
  investments: ['project', 'period'],
  milestones: ['project', 'name'],
  plans: ['project', 'period'],
} as const satisfies Record<RegistryTable, readonly string[]>;

export async function readRegistry(db: Kysely<RecordsTables>): Promise<Registry> {
  const projects = await db.selectFrom('projects').selectAll().orderBy('id').execute();
  const meters = await db.selectFrom('meters').selectAll().orderBy('id').orderBy('from').execute();
  return {
    districts: await db.selectFrom('districts').selectAll().orderBy('id').execute(),
    departments: await db.selectFrom('departments').selectAll().orderBy('id').execute(),
    projects: projects.map((row) => ({ ...row, roundTheClock: row.roundTheClock === 1 })),
    meters: meters.map((row) => ({ ...row, from: row.from === '' ? null : row.from })),
    suspensions: await db.selectFrom('suspensions').selectAll().orderBy('project').orderBy('from').execute(),
    investments: await db
      .selectFrom('investments')
      .selectAll()
      .orderBy('project')
      .orderBy('period')
      .execute(),
    milestones: await db.selectFrom('milestones').selectAll().orderBy('project').orderBy('name').execute(),
    plans: await db.selectFrom('plans').selectAll().orderBy('project').orderBy('period').execute(),
  };
}

export async function importRegistry(
  transaction: Transaction<RecordsTables>,
  rows: Partial<Registry>,
  act: Act,
): Promise<void> {
  const stored = {
    ...rows,
    projects: rows.projects?.map((row) => ({ ...row, roundTheClock: row.roundTheClock ? 1 : 0 })),
    meters: rows.meters?.map((row) => ({ ...row, from: row.from ?? '' })),
  };
  // What is news depends on what an import at the same time has just said.
  await takeTurn(transaction, 'project-events');
  await appendInvestmentReports(transaction, rows.investments ?? [], act);
  await appendProjectEvents(transaction, await stageChanges(transaction, rows.projects ?? [], act));
  const counts: Partial<Record<RegistryTable, number>> = {};
  for (const table of registryTables) {
    const given = stored[table] ?? [];
    if (given.length === 0) continue;
    await upsert(transaction, table, keys[table], given);
    counts[table] = given.length;
  }
  await appendAudit(transaction, { ...act, action: 'import', subject: 'registry', detail: counts });
}
