import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '../store/records.ts';
import { type City, openCity } from './city.fixture.ts';
import type { ProjectRecord } from './schemas/record.ts';
import {
  day,
  dayActivity,
  midnight,
  smallRegistry,
  stalledFinding,
  tenOClock,
} from './small-registry.fixture.ts';

const registry = smallRegistry();
const act = { actor: 'system', atMs: tenOClock - day };

let city: City;
const cookies = new Map<Role, string>();

beforeAll(async () => {
  city = await openCity();
  await city.api.start();
  for (const role of ['admin', 'supervisor', 'district', 'viewer'] as const)
    cookies.set(role, await city.cookie(role));
  await city.readings.writeActivity(
    Array.from({ length: 23 }, (_, n) =>
      dayActivity('P1', registry, { timeMs: midnight - (23 - n) * day, state: n < 18 ? 'working' : 'idle' }),
    ),
  );
  await city.records.replaceFindings(['P1'], [stalledFinding('P1')], act);
  await ask('district', 'POST', '/findings/P1~stalled~2026-11-20/acknowledge', {});
  await ask('district', 'POST', '/findings/P1~stalled~2026-11-20/explain', {
    reason: 'land',
    text: '等待拆迁',
    asks: { from: '2026-11-20', to: '2026-11-25' },
  });
  const { explanations } = await ask('supervisor', 'GET', '/explanations?waiting=true');
  await ask('supervisor', 'POST', `/explanations/${explanations[0].id}/decide`, {
    verdict: 'granted',
    note: '属实',
  });
  await city.records.replaceFindings(['P1'], [], act);
  await ask('supervisor', 'POST', '/periods/2026-11H1/close');
  await ask('district', 'POST', '/objections', {
    period: '2026-11H1',
    by: 'project',
    subject: 'P1',
    figure: 'rank',
    text: '停电三天',
  });
  const [project] = registry.projects;
  await city.ports.importRegistry(
    { projects: [{ ...project!, stage: 'completed' }] },
    { ...act, actor: 'admin' },
  );
});
afterAll(() => city.stop());

async function ask(role: Role, method: 'GET' | 'POST', url: string, payload?: object) {
  const answer = await city.api.server.inject({
    method,
    url: `/api/v1${url}`,
    headers: { cookie: cookies.get(role) },
    ...(payload && { payload }),
  });
  return answer.json();
}

const kindsOf = ({ entries }: ProjectRecord) => [...new Set(entries.map(({ kind }) => kind))].sort();

test('a record has everything that happened, in one line of time', async () => {
  const record: ProjectRecord = await ask('viewer', 'GET', '/projects/P1/record');
  expect(kindsOf(record)).toEqual([
    'activity',
    'explanation',
    'finding',
    'investment',
    'milestone',
    'objection',
    'plan',
    'stage',
    'standing',
    'suspension',
  ]);
  expect(record.entries.map((entry) => entry.day)).toEqual(record.entries.map((entry) => entry.day).sort());
});

test('what an evaluation took back stays in the record, with what people did about it', async () => {
  const { entries }: ProjectRecord = await ask('viewer', 'GET', '/projects/P1/record?kind=finding');
  expect(entries.map(({ sentence, actor }) => [sentence.zh, actor]).sort()).toEqual(
    [
      ['停工（关注）提出', 'system'],
      ['停工（关注）撤回', 'system'],
      ['停工（关注）已确认', 'district'],
      ['停工（关注）已说明：征地拆迁，等待拆迁', 'district'],
    ].sort(),
  );
});

test('an explanation has its reason in the language of its sentence, a decision its words in both', async () => {
  const { entries }: ProjectRecord = await ask(
    'viewer',
    'GET',
    '/projects/P1/record?kind=finding&kind=explanation',
  );
  expect(entries.map(({ sentence }) => sentence.en)).toEqual(
    expect.arrayContaining([
      'Stalled (watch) explained: land, 等待拆迁',
      'Days asked for, 2026-11-20 – 2026-11-25: granted, 属实',
    ]),
  );
});

test('a record can be narrowed to kinds and days', async () => {
  const record: ProjectRecord = await ask(
    'viewer',
    'GET',
    '/projects/P1/record?kind=standing&kind=stage&from=2026-11-01',
  );
  expect(kindsOf(record)).toEqual(['stage', 'standing']);
  const stages: ProjectRecord = await ask('viewer', 'GET', '/projects/P1/record?kind=stage');
  expect(stages.entries.map(({ figures, actor }) => [figures.stage, actor])).toEqual([
    ['completed', 'admin'],
    ['construction', 'system'],
  ]);
  const early: ProjectRecord = await ask('viewer', 'GET', '/projects/P1/record?to=2026-01-31');
  expect(kindsOf(early)).toEqual(['milestone', 'plan']);
});

test('activity is told by its turns, or day by day', async () => {
  const count = async (query: string) =>
    ((await ask('viewer', 'GET', `/projects/P1/record?kind=activity${query}`)) as ProjectRecord).entries
      .length;
  expect([await count(''), await count('&activity=days')]).toEqual([2, 23]);
});

test('what a person saw by camera is written down under the name, and stays', async () => {
  const note = await ask('district', 'POST', '/projects/P1/notes', { what: 'camera-note', text: '塔吊在转' });
  expect(note).toMatchObject({ kind: 'note', actor: 'district', sentence: { zh: '视频连线：塔吊在转' } });
  const { entries }: ProjectRecord = await ask('viewer', 'GET', '/projects/P1/record?kind=note');
  expect(entries).toEqual([note]);
  const { code } = await ask('district', 'POST', '/projects/P3/notes', { text: 'x' });
  expect(code).toBe('no-such-project');
});

test('a record goes out as a table that no spreadsheet computes', async () => {
  await ask('supervisor', 'POST', '/projects/P1/notes', { text: '=HYPERLINK("http://x")' });
  const answer = await city.api.server.inject({
    url: '/api/v1/projects/P1/record.csv?kind=note',
    headers: { cookie: cookies.get('viewer') },
  });
  expect(answer.headers['content-type']).toContain('text/csv');
  const lines = answer.body.split('\n');
  expect(lines[0]).toBe('\uFEFFproject,day,time,kind,zh,en,actor,finding,figures');
  expect(lines.filter((line) => line.includes('HYPERLINK'))).toHaveLength(1);
  expect(lines.every((line) => !line.split(',').some((cell) => cell.replace(/^"/, '').startsWith('=')))).toBe(
    true,
  );
});
