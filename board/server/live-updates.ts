import type { QueryClient } from '@tanstack/react-query';
import type { LiveEvents } from '../../api/schemas/event.ts';
import type { FindingView } from '../../api/schemas/finding.ts';
import type { Overview } from '../../api/schemas/overview.ts';
import type { ProjectItem, ProjectList } from '../../api/schemas/project.ts';
import { findingLevels } from '../language/field.ts';
import type { LiveEvent } from './live-connection.ts';
import { keys } from './query-keys.ts';

/** Brings what is kept up to date with one live event; what cannot be computed here is fetched again. */
export function applyLive(client: QueryClient, event: LiveEvent): void {
  switch (event.name) {
    case 'hello':
      if (!event.body.resumed && client.getQueryData(keys.overview) !== undefined) {
        void client.invalidateQueries();
      }
      return;
    case 'readings':
      client.setQueryData<ProjectList>(keys.projects, (list) => list && withReadings(list, event.body));
      for (const { project } of event.body.projects) refetch(client, keys.project(project));
      return;
    case 'activity':
      client.setQueryData<ProjectList>(keys.projects, (list) => list && withActivity(list, event.body));
      for (const { project } of event.body.projects) {
        refetch(client, keys.project(project));
        refetch(client, keys.activity(project));
      }
      return;
    case 'findings':
      client.setQueryData<ProjectList>(keys.projects, (list) => list && withMarks(list, event.body));
      client.setQueryData<Overview>(
        keys.overview,
        (overview) => overview && withStalled(overview, event.body),
      );
      for (const { project } of event.body.findings) refetch(client, keys.project(project.id));
      refetch(client, keys.findings);
      return;
    case 'period':
      for (const queryKey of [keys.periods, keys.standings, keys.snails]) refetch(client, queryKey);
      return;
    case 'overview':
      client.setQueryData<Overview>(keys.overview, (overview) => overview && { ...overview, ...event.body });
      return;
    case 'progress':
      client.setQueryData<Overview>(keys.overview, (overview) => overview && { ...overview, ...event.body });
      if (event.body.progress === null) void client.invalidateQueries();
  }
}

/** Only what is on the screen is fetched now; the rest when it is looked at. */
function refetch(client: QueryClient, queryKey: readonly unknown[]): void {
  void client.invalidateQueries({ queryKey });
}

export function withReadings(list: ProjectList, event: LiveEvents['readings']): ProjectList {
  return changed(list, event.projects, (item, { powerKw, lastHeardMs }) => ({
    ...item,
    powerKw,
    lastHeardMs,
  }));
}

export function withActivity(list: ProjectList, event: LiveEvents['activity']): ProjectList {
  return changed(list, event.projects, (item, { state, stateDay, index, excused }) => ({
    ...item,
    state,
    stateDay,
    index,
    excused,
  }));
}

export function withMarks(list: ProjectList, event: LiveEvents['findings']): ProjectList {
  let projects = list.projects;
  for (const finding of event.findings) {
    projects = projects.map((item) =>
      item.id === finding.project.id
        ? { ...item, findings: upserted(item.findings, finding).toSorted(byAttention) }
        : item,
    );
  }
  return { ...list, projects };
}

/** Most of the lists are much longer than what an event touches, so rows that did not change stay the same object. */
function changed<Change extends { project: string }>(
  list: ProjectList,
  changes: readonly Change[],
  apply: (item: ProjectItem, change: Change) => ProjectItem,
): ProjectList {
  const byProject = new Map(changes.map((change) => [change.project, change]));
  const projects = list.projects.map((item) => {
    const change = byProject.get(item.id);
    return change === undefined ? item : apply(item, change);
  });
  return { ...list, projects };
}

const stallKinds: readonly string[] = ['stalled', 'not-resumed'];

export function withStalled(overview: Overview, event: LiveEvents['findings']): Overview {
  let { total, findings } = overview.stalled;
  for (const finding of event.findings.filter(({ kind }) => stallKinds.includes(kind))) {
    const known = findings.some(({ id }) => id === finding.id);
    const next = upserted(findings, finding);
    total += next.length - findings.length;
    // One that closes beyond the hundred that are listed was counted all the same.
    if (!known && finding.closed !== null) total = Math.max(0, total - 1);
    findings = next;
  }
  return { ...overview, stalled: { total, findings: findings.toSorted(byAttention) } };
}

function upserted<Mark extends { id: string }>(marks: Mark[], finding: FindingView & Mark): Mark[] {
  const others = marks.filter(({ id }) => id !== finding.id);
  return finding.closed === null ? [...others, finding] : others;
}

/** Reddest first, then the most days: the order in which the service lists findings. */
export function byAttention(a: Attention, b: Attention): number {
  return (
    findingLevels.indexOf(b.level) - findingLevels.indexOf(a.level) ||
    b.days - a.days ||
    (a.id < b.id ? -1 : 1)
  );
}

type Attention = Pick<FindingView, 'id' | 'level' | 'days'>;
