import type { Kysely, Transaction } from 'kysely';
import type { Evidence, Finding } from '../../model/finding.ts';
import type { Act, FindingAct, FindingEvent, FindingFilter } from '../records.ts';
import { appendAudit } from './audit.ts';
import { forge } from './chain.ts';
import { parts } from './parts.ts';
import type { RecordsTables } from './tables.ts';
import { upsert } from './upsert.ts';

type Db = Kysely<RecordsTables>;
type Stored = RecordsTables['findings'];

export async function replaceFindings(
  transaction: Transaction<RecordsTables>,
  projects: readonly string[],
  findings: readonly Finding[],
  act: Act,
): Promise<FindingEvent[]> {
  const before = new Map<string, Stored>();
  for (const part of parts(projects)) {
    const rows = await transaction.selectFrom('findings').selectAll().where('project', 'in', part).execute();
    for (const row of rows) before.set(row.id, row);
  }
  const after = new Map(findings.map((finding) => [finding.id, stored(finding, before.get(finding.id))]));
  const withdrawn = [...before.keys()].filter((id) => !after.has(id));
  const changed = [...after.values()].filter((row) => !same(row, before.get(row.id)));
  const events = [
    ...changed.flatMap((row) => changes(before.get(row.id), row)),
    ...withdrawn.map((finding) => ({ finding, what: 'withdrawn' as const, note: null })),
  ].map((change): FindingEvent => ({ ...act, ...change }));

  for (const part of parts(withdrawn))
    await transaction.deleteFrom('findings').where('id', 'in', part).execute();
  await upsert(transaction, 'findings', ['id'], changed);
  await appendEvents(transaction, events);
  return events;
}

export async function findings(db: Db, filter: FindingFilter): Promise<Finding[]> {
  // `IN ()` is an error in PostgreSQL.
  if ([filter.projects, filter.districts, filter.departments].some((ids) => ids?.length === 0)) return [];
  let query = db.selectFrom('findings').selectAll('findings');
  if (filter.open !== undefined) query = query.where('closed', filter.open ? 'is' : 'is not', null);
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind);
  if (filter.projects !== undefined) query = query.where('project', 'in', [...filter.projects]);
  if (filter.districts !== undefined || filter.departments !== undefined) {
    query = query.where('project', 'in', (eb) => {
      let chosen = eb.selectFrom('projects').select('projects.id');
      if (filter.districts !== undefined) chosen = chosen.where('district', 'in', [...filter.districts]);
      if (filter.departments !== undefined)
        chosen = chosen.where('department', 'in', [...filter.departments]);
      return chosen;
    });
  }
  return (await query.orderBy('opened', 'desc').orderBy('id').execute()).map(findingOf);
}

export async function finding(db: Db, id: string): Promise<Finding | null> {
  const row = await db.selectFrom('findings').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : findingOf(row);
}

export async function findingEvents(db: Db, ids: readonly string[]): Promise<FindingEvent[]> {
  const events: FindingEvent[] = [];
  for (const part of parts(ids.toSorted())) {
    const rows = await db
      .selectFrom('findingEvents')
      .select(['finding', 'what', 'note', 'actor', 'atMs'])
      .where('finding', 'in', part)
      .orderBy('finding')
      .orderBy('id')
      .execute();
    events.push(...rows);
  }
  return events;
}

export function findingEventsOf(db: Db, project: string): Promise<FindingEvent[]> {
  // An id begins with its project and `~`, which no id of a project has in it; text is compared byte by byte.
  return db
    .selectFrom('findingEvents')
    .select(['finding', 'what', 'note', 'actor', 'atMs'])
    .where('finding', '>=', `${project}~`)
    .where('finding', '<', `${project}\u007f`)
    .orderBy('id')
    .execute();
}

export async function actOnFinding(
  transaction: Transaction<RecordsTables>,
  act: FindingAct,
  closed: string | null,
): Promise<Finding | null> {
  if ((await finding(transaction, act.finding)) === null) return null;
  if (act.what === 'closed') {
    await transaction
      .updateTable('findings')
      .set({ closed, closedByPerson: 1 })
      .where('id', '=', act.finding)
      .execute();
  }
  const { actor, atMs, note, what } = act;
  await appendEvents(transaction, [{ actor, atMs, finding: act.finding, what, note }]);
  await appendAudit(transaction, {
    actor,
    atMs,
    action: `finding-${what}`,
    subject: act.finding,
    detail: { note, closed },
  });
  return finding(transaction, act.finding);
}

export async function appendEvents(
  transaction: Transaction<RecordsTables>,
  events: readonly FindingEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const links = await forge(transaction, 'finding-events', events);
  await upsert(transaction, 'findingEvents', ['id'], links);
}

function stored(finding: Finding, before: Stored | undefined): Stored {
  const kept = before?.closedByPerson === 1;
  return {
    ...finding,
    evidence: JSON.stringify(finding.evidence),
    closed: kept ? before.closed : finding.closed,
    closedByPerson: kept ? 1 : 0,
  };
}

function same(row: Stored, before: Stored | undefined): boolean {
  return (
    before !== undefined &&
    row.level === before.level &&
    row.since === before.since &&
    row.closed === before.closed &&
    row.evidence === before.evidence
  );
}

type Change = Pick<FindingEvent, 'finding' | 'what' | 'note'>;

/** What a reader of the history wants to know; a change of the evidence alone is not worth a line. */
function changes(before: Stored | undefined, after: Stored): Change[] {
  const change = (what: FindingEvent['what'], note: string | null = null): Change => ({
    finding: after.id,
    what,
    note,
  });
  const found: Change[] = [];
  if (before === undefined) found.push(change('opened', after.level));
  else if (before.level !== after.level) found.push(change('level', after.level));
  if (after.closed !== null && (before?.closed ?? null) === null) found.push(change('closed'));
  if (after.closed === null && before !== undefined && before.closed !== null) found.push(change('reopened'));
  return found;
}

function findingOf(row: Stored): Finding {
  const { closedByPerson: _by, evidence, ...rest } = row;
  return { ...rest, evidence: JSON.parse(evidence) as Evidence };
}
