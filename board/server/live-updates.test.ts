import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import type { FindingView } from '../../api/schemas/finding.ts';
import type { Overview } from '../../api/schemas/overview.ts';
import type { ProjectItem, ProjectList } from '../../api/schemas/project.ts';
import { applyLive, withActivity, withMarks, withReadings, withStalled } from './live-updates.ts';
import { keys } from './query-keys.ts';

const item = (id: string) => ({ id, state: 'idle', powerKw: null, findings: [] }) as unknown as ProjectItem;
const list: ProjectList = { asOfMs: 0, total: 2, projects: [item('P1'), item('P2')] };

const finding = (project: string, days: number, over: Partial<FindingView> = {}) =>
  ({
    id: `${project}~stalled`,
    project: { id: project, name: project },
    kind: 'stalled',
    level: 'yellow',
    days,
    closed: null,
    ...over,
  }) as FindingView;

const overview = (...findings: FindingView[]) =>
  ({ stalled: { total: findings.length, findings } }) as unknown as Overview;

test('a reading changes its project and leaves the others the same object', () => {
  const next = withReadings(list, {
    atMs: 9,
    projects: [{ project: 'P2', powerKw: 88, lastHeardMs: 9, readings: [] }],
  });
  expect(next.projects[1]).toMatchObject({ id: 'P2', powerKw: 88, lastHeardMs: 9 });
  expect(next.projects[0]).toBe(list.projects[0]);
});

test('an evaluation changes the state of its project', () => {
  const state = { state: 'working', stateDay: '2026-11-24', index: 97, excused: null } as const;
  const next = withActivity(list, { atMs: 9, projects: [{ project: 'P1', ...state }] });
  expect(next.projects[0]).toMatchObject(state);
});

test('a finding marks its project while it is open, the reddest first', () => {
  const worse = finding('P1', 20, { id: 'red', level: 'red' });
  const marked = withMarks(withMarks(list, { atMs: 1, findings: [finding('P1', 8)] }), {
    atMs: 2,
    findings: [worse],
  });
  expect(marked.projects[0]!.findings.map(({ id }) => id)).toEqual(['red', 'P1~stalled']);
  const closed = withMarks(marked, { atMs: 3, findings: [{ ...worse, closed: '2026-11-24' }] });
  expect(closed.projects[0]!.findings.map(({ id }) => id)).toEqual(['P1~stalled']);
});

test('the stalled list takes a new finding in, changes a known one and lets a closed one go', () => {
  const start = overview(finding('P1', 8));
  const two = withStalled(start, { atMs: 1, findings: [finding('P2', 9)] });
  expect(two.stalled.findings.map(({ project }) => project.id)).toEqual(['P2', 'P1']);
  expect(two.stalled.total).toBe(2);
  const risen = withStalled(two, { atMs: 2, findings: [finding('P1', 15, { level: 'red' })] });
  expect(risen.stalled.findings[0]!.project.id).toBe('P1');
  const gone = withStalled(risen, { atMs: 3, findings: [finding('P1', 15, { closed: '2026-11-24' })] });
  expect(gone.stalled.findings.map(({ project }) => project.id)).toEqual(['P2']);
  expect(gone.stalled.total).toBe(1);
});

test('a silent meter is no stalled project', () => {
  const next = withStalled(overview(), { atMs: 1, findings: [finding('P1', 3, { kind: 'meter-silent' })] });
  expect(next.stalled).toEqual({ total: 0, findings: [] });
});

test('a line that could not be resumed makes everything shown be fetched again', () => {
  const client = new QueryClient();
  client.setQueryData(keys.overview, overview());
  applyLive(client, { name: 'hello', body: { serverMs: 1, resumed: false, heartbeatMs: 15_000 } });
  expect(client.getQueryState(keys.overview)!.isInvalidated).toBe(true);
});

test('the first hello fetches nothing twice', () => {
  const client = new QueryClient();
  client.setQueryData(keys.projects, list);
  applyLive(client, { name: 'hello', body: { serverMs: 1, resumed: false, heartbeatMs: 15_000 } });
  expect(client.getQueryState(keys.projects)!.isInvalidated).toBe(false);
});
