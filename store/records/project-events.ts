import type { Kysely, Transaction } from 'kysely';
import type { Project } from '../../model/project.ts';
import type { ProjectEvent } from '../closings.ts';
import type { Act } from '../records.ts';
import { appendAudit } from './audit.ts';
import { forge } from './chain.ts';
import { parts } from './parts.ts';
import type { RecordsTables } from './tables.ts';
import { upsert } from './upsert.ts';

type Db = Kysely<RecordsTables>;

export async function addProjectEvent(
  transaction: Transaction<RecordsTables>,
  event: ProjectEvent,
): Promise<void> {
  await appendProjectEvents(transaction, [event]);
  const { project, what, text, actor, atMs } = event;
  await appendAudit(transaction, {
    actor,
    atMs,
    action: `project-${what}`,
    subject: project,
    detail: { text },
  });
}

/** The projects that are in another stage now, or are new. To be asked before the registry is changed. */
export async function stageChanges(
  transaction: Transaction<RecordsTables>,
  given: readonly Pick<Project, 'id' | 'stage'>[],
  act: Act,
): Promise<ProjectEvent[]> {
  const known = new Map<string, string>();
  for (const part of parts(given.map(({ id }) => id))) {
    const rows = await transaction
      .selectFrom('projects')
      .select(['id', 'stage'])
      .where('id', 'in', part)
      .execute();
    for (const { id, stage } of rows) known.set(id, stage);
  }
  const changed = new Map(
    given.filter(({ id, stage }) => known.get(id) !== stage).map((row) => [row.id, row]),
  );
  return [...changed.values()].map(({ id, stage }) => ({ ...act, project: id, what: 'stage', text: stage }));
}

export async function appendProjectEvents(
  transaction: Transaction<RecordsTables>,
  events: readonly ProjectEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const links = await forge(transaction, 'project-events', events);
  await upsert(transaction, 'projectEvents', ['id'], links);
}

export async function projectEvents(db: Db, projects: readonly string[]): Promise<ProjectEvent[]> {
  const events: (ProjectEvent & { id: number })[] = [];
  for (const part of parts(projects)) {
    const rows = await db
      .selectFrom('projectEvents')
      .select(['id', 'project', 'what', 'text', 'actor', 'atMs'])
      .where('project', 'in', part)
      .execute();
    events.push(...rows);
  }
  return events.sort((a, b) => a.id - b.id).map(({ id: _id, ...event }) => event);
}
