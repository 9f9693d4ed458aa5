import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Role } from '../store/records.ts';
import { type City, openCity } from './city.fixture.ts';
import { day, dayActivity, midnight, smallRegistry, tenOClock } from './small-registry.fixture.ts';

/** 2026-11H1 is over and its grace too; the clock stands at 24 November. */
const period = '2026-11H1';

let city: City;
const cookies = new Map<Role, string>();

beforeAll(async () => {
  city = await openCity();
  await city.api.start();
  // Each district and department in the small city has two projects.
  const registry = { ...smallRegistry(), suspensions: [] };
  const first = midnight - 23 * day;
  await city.readings.writeActivity(
    registry.projects.flatMap(({ id }) =>
      Array.from({ length: 23 }, (_, n) =>
        dayActivity(id, registry, {
          timeMs: first + n * day,
          state: id === 'P4' || (id === 'P2' && n % 2 === 0) ? 'idle' : 'working',
        }),
      ),
    ),
  );
  for (const role of ['supervisor', 'district', 'department', 'viewer'] as const) {
    cookies.set(role, await city.cookie(role));
  }
});
afterAll(() => city.stop());
beforeEach(() => {
  city.clock.nowMs += 1000;
});

async function ask(role: Role, method: 'GET' | 'POST', url: string, payload?: object) {
  const answer = await city.api.server.inject({
    method,
    url,
    headers: { cookie: cookies.get(role) },
    ...(payload && { payload }),
  });
  return { status: answer.statusCode, body: answer.json() };
}

test('a period that runs has the figures as they are, not frozen, with what each rests on', async () => {
  const { body } = await ask('supervisor', 'GET', `/api/v1/standings?period=${period}&by=project`);
  expect(body).toMatchObject({ state: 'waiting', revision: null, closedMs: null, inputsHash: null });
  const inputs = await ask(
    'supervisor',
    'GET',
    `/api/v1/standings/inputs?period=${period}&by=project&subject=P2`,
  );
  expect(inputs.body).toMatchObject({ revision: null, subject: { id: 'P2', name: '项目P2' } });
  expect(inputs.body.projects[0].days).toHaveLength(15);
});

test('a closed period shows its revision, its hash, the parts of each score and what they rest on', async () => {
  const { status, body } = await ask('supervisor', 'POST', `/api/v1/periods/${period}/close`);
  expect([status, body.revision, body.closedBy]).toEqual([200, 1, 'supervisor']);
  const standings = await ask('supervisor', 'GET', `/api/v1/standings?period=${period}&by=project`);
  expect(standings.body).toMatchObject({ state: 'closed', revision: 1, inputsHash: body.inputsHash });
  const [best] = standings.body.standings;
  expect(best).toMatchObject({ rank: 1, former: null, objections: { open: 0, answered: 0 }, snail: false });
  expect(best.parts.map(({ part }: { part: string }) => part)).toEqual([
    'investment',
    'milestones',
    'electricity',
    'answers',
  ]);
  const inputs = await ask(
    'viewer',
    'GET',
    `/api/v1/standings/inputs?period=${period}&by=district&subject=GX`,
  );
  expect(inputs.body).toMatchObject({ revision: 1, inputsHash: body.inputsHash });
  expect(inputs.body.projects.map(({ project }: { project: { id: string } }) => project.id)).toEqual([
    'P3',
    'P4',
  ]);
});

test('the list of periods says which run and which are closed, and keeps drafts from those who only look', async () => {
  const of = async (role: Role) => {
    const { body } = await ask(role, 'GET', '/api/v1/periods');
    return body.periods.map((one: { period: string; state: string; bulletin: { state: string } | null }) => [
      one.period,
      one.state,
      one.bulletin?.state ?? null,
    ]);
  };
  expect(await of('supervisor')).toEqual([
    ['2026-11H2', 'running', null],
    [period, 'closed', 'draft'],
  ]);
  expect(await of('viewer')).toContainEqual([period, 'closed', null]);
});

test.each([
  ['of its own district', 'district', { by: 'district', subject: 'HS', figure: 'electricity' }, 200],
  ['of a project of its own', 'district', { by: 'project', subject: 'P2', figure: 'rank' }, 200],
  ['of another district', 'district', { by: 'district', subject: 'GX', figure: 'rank' }, 404],
  ['of a department', 'district', { by: 'department', subject: 'HB', figure: 'rank' }, 404],
  ['that there is not', 'district', { by: 'district', subject: 'HS', figure: 'weather' }, 400],
  ['of anybody, without being ranked', 'supervisor', { by: 'district', subject: 'HS', figure: 'rank' }, 403],
] as const)('an objection to a figure %s', async (_name, role, about, status) => {
  const answer = await ask(role, 'POST', '/api/v1/objections', { period, ...about, text: '供电故障三天' });
  expect(answer.status).toBe(status);
});

test('an objection is answered once, and both stand beside the figure and the correction', async () => {
  const raised = await ask('department', 'POST', '/api/v1/objections', {
    period,
    by: 'department',
    subject: 'HB',
    figure: 'score',
    text: '投资未计入',
  });
  const url = `/api/v1/objections/${raised.body.id}/answer`;
  const answer = { upheld: true, text: '予以更正' };
  expect((await ask('supervisor', 'POST', url, answer)).body.answer).toMatchObject(answer);
  expect((await ask('supervisor', 'POST', url, answer)).status).toBe(409);

  expect(
    (await ask('supervisor', 'POST', `/api/v1/periods/${period}/reopen`, { reason: '投资更正' })).status,
  ).toBe(200);
  await city.ports.importRegistry(
    { investments: [{ project: 'P1', period, amountWan: 900 }] },
    { actor: 'department', atMs: city.clock.nowMs },
  );
  expect((await ask('supervisor', 'POST', `/api/v1/periods/${period}/close`)).body.revision).toBe(2);
  const { body } = await ask('supervisor', 'GET', `/api/v1/standings?period=${period}&by=department`);
  const hb = body.standings.find(({ subject }: { subject: { id: string } }) => subject.id === 'HB');
  expect([body.revision, hb.objections, hb.former.revision]).toEqual([2, { open: 0, answered: 1 }, 1]);
  const first = await ask('supervisor', 'GET', `/api/v1/standings?period=${period}&by=department&revision=1`);
  expect(first.body).toMatchObject({ revision: 1, state: 'closed' });
  expect((await ask('supervisor', 'GET', `/api/v1/standings?period=${period}&revision=3`)).status).toBe(404);
  const { body: listed } = await ask('department', 'GET', `/api/v1/objections?period=${period}`);
  expect(
    listed.objections.map(({ raisedBy, revision }: { raisedBy: string; revision: number }) => [
      raisedBy,
      revision,
    ]),
  ).toEqual([['department', 1]]);
});

test.each([
  ['closing what is closed', 'close', undefined, 'period-closed'],
  ['closing what still runs', '2026-11H2/close', undefined, 'period-not-over'],
  ['opening what is not closed', '2026-11H2/reopen', { reason: 'x' }, 'period-not-closed'],
  ['opening without a reason', 'reopen', { reason: ' ' }, 'invalid-request'],
])('%s is refused', async (_name, path, payload, code) => {
  const url = path.includes('/') ? path : `${period}/${path}`;
  expect((await ask('supervisor', 'POST', `/api/v1/periods/${url}`, payload)).body.code).toBe(code);
});

test('a draft is published with its number, once, and then everybody sees it', async () => {
  const url = `/api/v1/bulletins/${period}/publish`;
  const number = '甬晾晒〔2026〕1号';
  expect((await ask('supervisor', 'POST', url, { number })).body).toMatchObject({
    state: 'published',
    number,
  });
  expect((await ask('supervisor', 'POST', url, { number: null })).body.code).toBe('no-draft');
  const { body } = await ask('viewer', 'GET', '/api/v1/periods');
  expect(body.periods.at(-1).bulletin).toMatchObject({ number });
});

test('a proposed snail is seen by those who decide and by whom it concerns, a confirmed one by all', async () => {
  const snail = { period: '2026-10H2', by: 'district' as const, subject: 'HS', places: [] };
  await city.records.closePeriod({
    actor: 'system',
    atMs: tenOClock,
    period: '2026-10H2',
    revision: 1,
    inputs: '{}',
    inputsHash: '',
    standings: [],
    snails: [{ what: 'proposed', snail, reason: '2026-10H2 2/2' }],
    bulletin: { ...(await city.records.bulletin(period))!, period: '2026-10H2', revision: 1, number: null },
    letters: [],
  });
  const seen = async (role: Role) => (await ask(role, 'GET', '/api/v1/snails')).body.snails.length;
  const counts = async () => [
    await seen('supervisor'),
    await seen('district'),
    await seen('department'),
    await seen('viewer'),
  ];
  expect(await counts()).toEqual([1, 1, 0, 0]);
  const url = '/api/v1/snails/2026-10H2/district/HS/decide';
  const decided = await ask('supervisor', 'POST', url, { verdict: 'confirmed', reason: '连续末位' });
  expect(decided.body).toMatchObject({
    state: 'confirmed',
    history: [{ what: 'proposed' }, { what: 'confirmed', reason: '连续末位' }],
  });
  expect(await counts()).toEqual([1, 1, 0, 1]);
  const { body } = await ask('viewer', 'GET', `/api/v1/standings?period=${period}`);
  expect(body.standings.find(({ subject }: { subject: { id: string } }) => subject.id === 'HS').snail).toBe(
    true,
  );
  const revoked = await ask('supervisor', 'POST', url, { verdict: 'revoked', reason: '申诉成立' });
  expect(revoked.body).toMatchObject({ state: 'revoked' });
  expect(revoked.body.history.at(-1)).toMatchObject({ what: 'revoked', reason: '申诉成立' });
  expect((await ask('supervisor', 'POST', url, { verdict: 'revoked', reason: 'x' })).body).toMatchObject({
    code: 'nothing-to-decide',
  });
  const { body: after } = await ask('viewer', 'GET', `/api/v1/standings?period=${period}`);
  expect(after.standings.some(({ snail }: { snail: boolean }) => snail)).toBe(false);
});

test('every act is in the audit with who did it', async () => {
  const acts = (await city.records.audited({ limit: 99 })).map(({ action, actor }) => `${action} ${actor}`);
  for (const act of [
    'period-closed supervisor',
    'period-reopened supervisor',
    'bulletin-published supervisor',
    'snail-confirmed supervisor',
    'snail-revoked supervisor',
    'objection-raised department',
    'objection-answered supervisor',
  ]) {
    expect(acts).toContain(act);
  }
});

test('the forecast of month, quarter and year has an interval and the errors of the past', async () => {
  const { body } = await ask('viewer', 'GET', '/api/v1/forecast?district=HS');
  expect(body.forecasts.map((one: { period: string }) => one.period)).toEqual(['2026-11', '2026-Q4', '2026']);
  for (const { lowWan, amountWan, highWan } of body.forecasts) {
    expect(lowWan).toBeLessThanOrEqual(amountWan);
    expect(amountWan).toBeLessThanOrEqual(highWan);
  }
});

test('a forecast of one project is of its own reports, and says that its interval is an assumption', async () => {
  const reported = async (project: string) =>
    (await ask('viewer', 'GET', `/api/v1/forecast?project=${project}`)).body.forecasts[2];
  expect(await reported('P1')).toMatchObject({ reportedWan: 1000.1, tentative: true });
  expect(await reported('P2')).toMatchObject({ reportedWan: 0, tentative: true });
});
