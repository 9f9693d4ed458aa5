import { afterAll, beforeAll, expect, test } from 'vitest';
import { PagingConfiguration } from '../paging/configuration.ts';
import { waits } from '../paging/explanation.ts';
import { onDuty } from '../paging/on-duty.ts';
import { untouchedPage } from '../store/page.fixture.ts';
import type { Page } from '../store/pages.ts';
import type { Role } from '../store/records.ts';
import { type City, openCity } from './city.fixture.ts';
import type { DutyList } from './schemas/duty.ts';
import type { ExplanationList } from './schemas/explanation.ts';
import type { PageList, PageView } from './schemas/page.ts';
import type { ResponseTimeList } from './schemas/response-times.ts';
import { day, hour, smallRegistry, stalledFinding, tenOClock, zone } from './small-registry.fixture.ts';

let city: City;
let woken = 0;
const finding = stalledFinding('P1');
const calendar = (date: string) => ({ date, workday: true, holiday: null, springFestivalDay: null });
const person = (name: string) => ({ name, reach: [{ channel: 'mail', target: `${name}@example.org` }] });
const configuration = PagingConfiguration.parse({
  channels: { mail: { type: 'email', host: 'smtp.example.org', from: 'liangshai@example.org' } },
  people: { wang: person('wang'), li: person('li'), ops: person('ops') },
  duties: {
    'department/HB': {
      shifts: [{ people: ['wang', 'li'] }],
      exceptions: [{ from: '2026-11-25', to: '2026-11-25', people: ['li'] }],
      acknowledgeHours: 2,
    },
    operator: { shifts: [{ people: ['ops'] }] },
  },
});

function page(over: Partial<Page>): Page {
  return untouchedPage({
    finding: finding.id,
    openedMs: tenOClock - hour,
    explainUntilMs: tenOClock + 3 * day,
    ...over,
  });
}

beforeAll(async () => {
  const time = (atMs: number) => Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
  city = await openCity(
    {},
    {
      linkSecret: Buffer.alloc(32),
      wake: () => {
        woken++;
      },
      channels: () => [{ name: 'mail', type: 'email', state: 'running' }],
      onDuty: (atMs) => onDuty(configuration, smallRegistry(), time(atMs)),
      waits: async () =>
        waits(await city.records.explanations({}), 3, { nowMs: city.clock.nowMs, zone, calendar }),
      testChannel: async () => ({ outcome: 'delivered', detail: null }),
    },
  );
  await city.records.replaceFindings(['P1'], [finding], { actor: 'system', atMs: tenOClock });
  const silent = { finding: null, project: null, level: 'red' as const, audience: 'operator' };
  await city.records.changePages({
    pages: [
      page({}),
      page({ id: 'undelivered~L', ...silent, matter: 'undelivered', held: 'operator-unreachable' }),
    ],
    steps: [],
    letters: [],
  });
  await city.api.start();
});
afterAll(() => city.stop());

async function ask(url: string, role: Role, payload?: object, method: 'GET' | 'POST' = 'GET') {
  const headers = { cookie: await city.cookie(role) };
  return city.api.server.inject({ method, url: `/api/v1${url}`, headers, ...(payload && { payload }) });
}

test('the duty of a moment shows the line in its order, how each is reached and how long it waits', async () => {
  const { lines } = (await ask('/duty?audience=department/HB', 'supervisor')).json<DutyList>();
  expect(lines).toMatchObject([
    {
      audience: 'department/HB',
      line: [
        { name: 'wang', ways: [{ channel: 'mail', target: 'wang@example.org' }], waitHours: 2 },
        { name: 'li', quietHours: { from: '22:00', to: '07:00' } },
      ],
    },
  ]);
  const tomorrow = await ask(`/duty?audience=department/HB&atMs=${tenOClock + day}`, 'supervisor');
  expect(tomorrow.json<DutyList>().lines[0]!.line.map(({ name }) => name)).toEqual(['li']);
});

test('a department sees its own line without addresses, and a viewer none', async () => {
  const { lines } = (await ask('/duty', 'department')).json<DutyList>();
  expect(lines.map(({ audience }) => audience)).toEqual(['department/HB']);
  expect(lines[0]!.line[0]!.ways).toEqual([{ channel: 'mail', target: null }]);
  expect((await ask('/duty', 'viewer')).statusCode).toBe(403);
});

test('what only the operator can mend is listed by itself, with the reason why nobody is told', async () => {
  const { pages } = (await ask('/pages?audience=operator', 'supervisor')).json<PageList>();
  expect(pages).toMatchObject([{ id: 'undelivered~L', matter: 'undelivered', held: 'operator-unreachable' }]);
  expect((await ask('/pages?audience=operator', 'department')).json<PageList>().pages).toEqual([]);
});

test('a page about no project is acknowledged by those who see it, once, in its steps and in the audit', async () => {
  const acknowledge = (role: Role) => ask('/pages/undelivered~L/acknowledge', role, {}, 'POST');
  expect((await acknowledge('department')).json().code).toBe('no-such-page');
  expect((await acknowledge('supervisor')).json<PageView>()).toMatchObject({
    acknowledgedBy: 'supervisor',
    acknowledgedMs: tenOClock,
  });
  await acknowledge('supervisor');
  expect(await city.records.pageSteps(['undelivered~L'])).toHaveLength(1);
  const audited = await city.records.audited({ limit: 20 });
  expect(audited.filter(({ action }) => action === 'page-acknowledged')).toMatchObject([
    { subject: 'undelivered~L', actor: 'supervisor' },
  ]);
  expect(woken).toBe(2);
});

test('a page about a project is acknowledged in the history of its finding', async () => {
  await ask('/pages/page-1/acknowledge', 'department', {}, 'POST');
  expect((await city.records.findingEvents([finding.id])).at(-1)).toMatchObject({
    what: 'acknowledged',
    actor: 'department',
  });
});

test('how a department answers is told in minutes, over the days that are asked for', async () => {
  const acknowledged = { page: 'page-1', what: 'acknowledged' as const, letter: null, note: null };
  const [known] = await city.records.pages({ ids: ['page-1'] });
  await city.records.changePages({
    pages: [{ ...known!, explainedMs: tenOClock, version: known!.version + 1 }],
    steps: [{ ...acknowledged, actor: 'department', atMs: tenOClock - hour / 2 }],
    letters: [],
  });
  const list = (await ask('/response-times', 'department')).json<ResponseTimeList>();
  expect(list).toMatchObject({ from: '2026-10-26', to: '2026-11-24' });
  expect(list.departments).toMatchObject([
    {
      department: { id: 'HB' },
      pages: 1,
      acknowledged: 1,
      asked: 1,
      inTime: 1,
      acknowledgeMinutes: 30,
      recoverMinutes: null,
    },
  ]);
  const before = await ask('/response-times?from=2026-11-01&to=2026-11-23', 'supervisor');
  expect(before.json<ResponseTimeList>().departments).toEqual([]);
  expect((await ask('/response-times?from=2026-11-24&to=2026-11-23', 'supervisor')).statusCode).toBe(400);
});

test('an explanation shows until when the score waits for its decision; a declined one needs a reason', async () => {
  const asks = { from: '2026-11-18', to: '2026-11-30' };
  const said = { reason: 'weather', text: '基坑积水', asks };
  await ask(`/findings/${finding.id}/explain`, 'department', said, 'POST');
  const list = async () => (await ask('/explanations', 'supervisor')).json<ExplanationList>().explanations;
  const [explanation] = await list();
  expect(explanation!.waitsUntilMs).toBe(Date.parse('2026-11-28T00:00:00+08:00'));
  const decide = (note: string | null) =>
    ask(`/explanations/${explanation!.id}/decide`, 'supervisor', { verdict: 'declined', note }, 'POST');
  expect((await decide(null)).statusCode).toBe(400);
  expect((await decide('未见积水')).statusCode).toBe(200);
  expect((await list())[0]!.waitsUntilMs).toBeNull();
});

test('the channels are listed for those who may test them', async () => {
  expect((await ask('/channels', 'admin')).json()).toEqual({
    channels: [{ name: 'mail', type: 'email', state: 'running' }],
  });
  expect((await ask('/channels', 'supervisor')).statusCode).toBe(403);
});
