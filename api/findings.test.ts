import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '../store/records.ts';
import { type City, openCity } from './city.fixture.ts';
import type { ExplanationList } from './schemas/explanation.ts';
import type { FindingList, FindingView } from './schemas/finding.ts';
import { stalledFinding, tenOClock } from './small-registry.fixture.ts';

let city: City;
const act = { actor: 'system', atMs: tenOClock };
const ofP1 = 'P1~stalled~2026-11-20';

beforeAll(async () => {
  city = await openCity();
  await city.api.start();
});
afterAll(() => city.stop());

async function evaluated(): Promise<void> {
  await city.records.replaceFindings(
    ['P1', 'P3', 'P4'],
    [
      stalledFinding('P1'),
      stalledFinding('P3', { level: 'red' }),
      stalledFinding('P4', {
        kind: 'meter-silent',
        id: 'P4~meter-silent~2026-11-22',
        opened: '2026-11-22',
        closed: '2026-11-23',
      }),
    ],
    act,
  );
}

async function list(query: string, role: Role = 'viewer'): Promise<string[]> {
  const answer = await city.api.server.inject({
    url: `/api/v1/findings${query}`,
    headers: { cookie: await city.cookie(role) },
  });
  return answer.json<FindingList>().findings.map(({ id }) => id.replace(/~20.*/, ''));
}

async function say(what: string, id: string, role: Role, payload: object = {}) {
  return city.api.server.inject({
    method: 'POST',
    url: `/api/v1/findings/${id}/${what}`,
    headers: { cookie: await city.cookie(role) },
    payload,
  });
}

test.each([
  ['', 'viewer', ['P3~stalled', 'P1~stalled']],
  ['?sort=newest&state=all', 'viewer', ['P4~meter-silent', 'P3~stalled', 'P1~stalled']],
  ['?state=closed', 'viewer', ['P4~meter-silent']],
  ['?kind=meter-silent&state=all', 'viewer', ['P4~meter-silent']],
  ['?level=red', 'viewer', ['P3~stalled']],
  ['?district=HS', 'viewer', ['P1~stalled']],
  ['?project=P3', 'viewer', ['P3~stalled']],
  ['', 'district', ['P1~stalled']],
  ['?district=GX', 'district', []],
  ['', 'department', ['P3~stalled', 'P1~stalled']],
  ['?project=P4&state=all', 'department', []],
] as const)('findings%s are for a %s: %j', async (query, role, expected) => {
  await evaluated();
  expect(await list(query, role)).toEqual(expected);
});

test('who answers for the project acknowledges and explains, and it is written down with name and time', async () => {
  await evaluated();
  expect((await say('acknowledge', ofP1, 'district')).statusCode).toBe(200);
  const explained = await say('explain', ofP1, 'department', { reason: 'design', text: '等待图纸' });
  expect(explained.json<FindingView>().events).toMatchObject([
    { what: 'opened', actor: 'system' },
    { what: 'acknowledged', actor: 'district', note: null },
    { what: 'explained', actor: 'department', note: 'design: 等待图纸', atMs: tenOClock },
  ]);
  const [entry] = await city.records.audited({ limit: 1 });
  expect(entry).toMatchObject({ actor: 'department', subject: expect.stringContaining(ofP1) });
});

test('an explanation without words is refused', async () => {
  await evaluated();
  const answer = await say('explain', ofP1, 'district', { reason: 'design', text: '  ' });
  expect(answer.json()).toMatchObject({ status: 400, faults: [expect.stringContaining('text')] });
});

test('a foreign finding cannot be acknowledged, and looks as if it were not there', async () => {
  await evaluated();
  const foreign = await say('acknowledge', 'P3~stalled~2026-11-20', 'district');
  expect(foreign.json()).toMatchObject({ status: 404, code: 'no-such-finding' });
});

test('a supervisor closes a finding with a reason; the next evaluation leaves it closed', async () => {
  await evaluated();
  const id = 'P3~stalled~2026-11-20';
  const closed = await say('close', id, 'supervisor', { note: '误报' });
  expect(closed.json<FindingView>().closed).toBe('2026-11-24');
  await evaluated();
  expect(await list('?project=P3')).toEqual([]);
  expect((await say('acknowledge', id, 'supervisor')).json().code).toBe('already-closed');
});

test('days that an explanation asks for wait for a supervisor; granted, they are a suspension of the project', async () => {
  await evaluated();
  const asks = { from: '2026-11-18', to: '2026-11-30' };
  await say('explain', ofP1, 'department', { reason: 'weather', text: '基坑积水', asks });
  const ask = async (method: 'GET' | 'POST', url: string, role: Role, payload?: object) =>
    city.api.server.inject({
      method,
      url: `/api/v1/explanations${url}`,
      headers: { cookie: await city.cookie(role) },
      ...(payload && { payload }),
    });
  const waiting = async (role: Role) =>
    (await ask('GET', '?waiting=true', role)).json<ExplanationList>().explanations;
  const [explanation] = await waiting('district');
  expect(explanation).toMatchObject({ project: { id: 'P1' }, reason: 'weather', asks, decision: null });
  const decide = (role: Role) =>
    ask('POST', `/${explanation?.id}/decide`, role, { verdict: 'granted', note: '属实' });
  expect((await decide('department')).statusCode).toBe(403);
  expect((await decide('supervisor')).json()).toMatchObject({
    decision: { verdict: 'granted', note: '属实' },
  });
  expect((await decide('supervisor')).json().code).toBe('nothing-to-decide');
  expect(await waiting('viewer')).toEqual([]);
  expect((await city.records.registry()).suspensions).toContainEqual(
    expect.objectContaining({ project: 'P1', ...asks, reason: expect.stringContaining('基坑积水') }),
  );
});
