import { afterAll, beforeAll, expect, test } from 'vitest';
import { type City, openCity } from './city.fixture.ts';
import type { Overview } from './schemas/overview.ts';
import type { ProjectDetail, ProjectList } from './schemas/project.ts';
import {
  dayActivity,
  hour,
  midnight,
  smallRegistry,
  stalledFinding,
  tenOClock,
} from './small-registry.fixture.ts';

let city: City;
const registry = smallRegistry();

async function get<Body>(url: string, cookie?: string): Promise<Body> {
  const answer = await city.api.server.inject({
    url,
    headers: { cookie: cookie ?? (await city.cookie('viewer')) },
  });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

function reading(meter: string, timeMs: number, energyKwh: number, powerKw: number | null = null) {
  const n = meter.slice(1);
  return {
    meter,
    project: `P${n}`,
    timeMs,
    receivedMs: timeMs,
    energyKwh,
    powerKw,
    voltageV: [231, 230, null] as const,
    currentA: null,
    powerFactor: null,
  };
}

beforeAll(async () => {
  city = await openCity();
  await city.readings.writeActivity([
    dayActivity('P1', registry),
    // Today's row says something of P1, and nothing yet of P2.
    dayActivity('P1', registry, { timeMs: midnight, state: 'idle', index: 8 }),
    dayActivity('P2', registry, { state: 'off', index: 0 }),
    dayActivity('P2', registry, { timeMs: midnight, state: 'unknown', index: null }),
    dayActivity('P3', registry, { state: 'idle', index: 5, excused: '考古' }),
  ]);
  const intervals = (project: string, meter: string, kwh: number) => ({
    project,
    meter,
    startMs: midnight,
    kwh: new Float64Array(40).fill(kwh),
    measured: new Float64Array(40).fill(1),
    edits: new Uint16Array(40),
  });
  await city.readings.writeEnergy([intervals('P1', 'M1', 2.5), intervals('P3', 'M3', 1)]);
  await city.readings.write([reading('M1', tenOClock - hour / 4, 1000)], tenOClock);
  await city.records.replaceFindings(
    ['P2'],
    [
      stalledFinding('P2', { level: 'red' }),
      stalledFinding('P2', { kind: 'slowing', id: 'P2~slowing~2026-11-20' }),
    ],
    { actor: 'system', atMs: tenOClock },
  );
  const counts = { parts: [], projects: 2, working: 0, idle: 1, off: 1, unknown: 0, excused: 0 };
  await city.records.putStandings([
    { period: '2026-11H2', by: 'district', subject: 'HS', rank: 2, score: 40, snail: true, ...counts },
    { period: '2026-11H2', by: 'district', subject: 'GX', rank: 1, score: 80, snail: false, ...counts },
  ]);
  await city.api.start();
});
afterAll(() => city.stop());

test('the overview counts states, power, energy and findings of the whole city', async () => {
  city.live.publish({
    what: 'stored',
    readings: [reading('M1', tenOClock, 1010), reading('M3', tenOClock, 7, 12.5)],
  });
  const overview = await get<Overview>('/api/v1/overview');
  expect(overview).toMatchObject({
    city: { zone: 'Asia/Shanghai', simulated: true },
    counts: { projects: 4, working: 0, idle: 2, off: 1, unknown: 1, excused: 1, workingShare: 0 },
    stateDay: '2026-11-24',
    // M1: 10 kWh in a quarter of an hour; M3 says 12.5 kW itself.
    powerKw: 52.5,
    energyTodayKwh: 140,
    meters: 4,
    metersLive: 2,
    findings: [
      { kind: 'stalled', level: 'red', count: 1 },
      { kind: 'slowing', level: 'watch', count: 1 },
    ],
    stalled: { total: 1, findings: [{ id: 'P2~stalled~2026-11-20', days: 3, district: { name: '海曙区' } }] },
    progress: null,
  });
  expect(
    overview.districts.map(({ district, rank, snail, powerKw }) => [district.id, rank, snail, powerKw]),
  ).toEqual([
    ['GX', 1, false, 12.5],
    ['HS', 2, true, 40],
  ]);
});

test('a district and a department see their own projects only, and a foreign one is as if it were not there', async () => {
  const district = await city.cookie('district');
  const department = await city.cookie('department');
  expect((await get<Overview>('/api/v1/overview', district)).counts.projects).toBe(2);
  const ids = async (cookie: string) =>
    (await get<ProjectList>('/api/v1/projects', cookie)).projects.map(({ id }) => id);
  expect([await ids(district), await ids(department)]).toEqual([
    ['P1', 'P2'],
    ['P1', 'P3'],
  ]);
  const foreign = await city.api.server.inject({ url: '/api/v1/projects/P4', headers: { cookie: district } });
  const absent = await city.api.server.inject({ url: '/api/v1/projects/P9', headers: { cookie: district } });
  expect([foreign.statusCode, foreign.json().code]).toEqual([404, absent.json().code]);
});

test.each([
  ['?q=p1', ['P1']],
  ['?q=项目', ['P1', 'P2', 'P3', 'P4']],
  ['?district=GX', ['P3', 'P4']],
  ['?department=JT&state=off', ['P2']],
  ['?finding=stalled', ['P2']],
  ['?sort=attention&limit=1', ['P2']],
  ['?sort=index', ['P2', 'P3', 'P1', 'P4']],
  ['?sort=power', ['P1', 'P3', 'P2', 'P4']],
  ['?offset=3', ['P4']],
])('projects%s are %j', async (query, expected) => {
  const { projects } = await get<ProjectList>(`/api/v1/projects${query}`);
  expect(projects.map(({ id }) => id)).toEqual(expected);
});

test('a project shows its head data, why it is in its state, its meters, its money and its excuses', async () => {
  const p1 = await get<ProjectDetail>('/api/v1/projects/P1');
  expect(p1).toMatchObject({
    state: 'idle',
    stateDay: '2026-11-24',
    why: { zh: '用电正常' },
    baselineKwh: 800,
    energyTodayKwh: 100,
    investedThisYearWan: 100.1,
    annualPlanWan: 1200,
    milestones: [{ name: '开工', actual: '2026-01-08' }],
    suspensions: [],
  });
  expect(p1.meters).toMatchObject([
    {
      id: 'M1',
      health: 'live',
      energyKwh: 1010,
      powerKw: 40,
      voltageV: [231, 230, null],
      lastReadingMs: tenOClock,
    },
  ]);
  const p3 = await get<ProjectDetail>('/api/v1/projects/P3');
  expect(p3.suspensions).toMatchObject([{ reason: '考古', to: null }]);
  const p4 = await get<ProjectDetail>('/api/v1/projects/P4');
  expect([p4.state, p4.stateDay, p4.meters[0]?.health]).toEqual(['unknown', null, 'never']);
});

test('while today’s row says nothing, the last whole day’s state is shown', async () => {
  const { state, stateDay } = await get<ProjectDetail>('/api/v1/projects/P2');
  expect([state, stateDay]).toEqual(['off', '2026-11-23']);
});

test('a meter that has not been heard for an hour no longer counts towards the power', async () => {
  const before = city.clock.nowMs;
  city.clock.nowMs += hour;
  const overview = await get<Overview>('/api/v1/overview');
  expect([overview.powerKw, overview.metersLive]).toEqual([0, 0]);
  expect((await get<ProjectDetail>('/api/v1/projects/P1')).meters[0]).toMatchObject({
    health: 'late',
    powerKw: null,
  });
  city.clock.nowMs = before;
});

test('activity comes by the day with its reasons', async () => {
  const series = await get<{ points: object[] }>(
    '/api/v1/projects/P1/activity?from=2026-11-20&to=2026-11-24',
  );
  expect(series).toMatchObject({
    project: 'P1',
    step: 'day',
    fromMs: Date.parse('2026-11-20T00:00:00+08:00'),
    toMs: Date.parse('2026-11-25T00:00:00+08:00'),
    points: [
      { day: '2026-11-23', state: 'working', index: 100, why: { en: 'Normal load' } },
      { day: '2026-11-24', state: 'idle', index: 8 },
    ],
  });
});

test('energy comes by the quarter, the hour and the day, of a project and of the city', async () => {
  const points = async (url: string) =>
    (await get<{ points: { energyKwh: number; usualKwh?: number | null }[] }>(url)).points;
  expect(await points('/api/v1/projects/P1/energy')).toHaveLength(40);
  expect((await points('/api/v1/projects/P1/energy?step=hour'))[0]?.energyKwh).toBe(10);
  expect((await points('/api/v1/projects/P1/energy?step=day'))[0]?.energyKwh).toBe(100);
  expect((await points('/api/v1/energy?step=day'))[0]).toMatchObject({ energyKwh: 140, usualKwh: null });
  expect((await points('/api/v1/energy?step=day&district=GX'))[0]?.energyKwh).toBe(40);
});

test('the usual energy is the mean of the same steps of the weeks before, where two of them are known', async () => {
  const week = 7 * 24 * hour;
  const before = [1, 2].map((weeks) => ({
    project: 'P4',
    meter: 'M4',
    startMs: midnight - weeks * week,
    kwh: new Float64Array(40).fill(weeks),
    measured: new Float64Array(40).fill(1),
    edits: new Uint16Array(40),
  }));
  await city.readings.writeEnergy(before);
  const { points } = await get<{ points: { usualKwh: number }[] }>('/api/v1/energy');
  expect(points.find(({ usualKwh }) => usualKwh !== null)?.usualKwh).toBe(1.5);
});

test.each([['from=yesterday'], ['from=2026-11-24&to=2026-11-01'], ['from=2020-01-01&step=interval']])(
  'a stretch of time like %s is refused with what to do',
  async (query) => {
    const answer = await city.api.server.inject({
      url: `/api/v1/projects/P1/energy?${query}`,
      headers: { cookie: await city.cookie('viewer') },
    });
    expect(answer.json()).toMatchObject({
      status: 400,
      code: 'invalid-range',
      hint: expect.stringContaining('YYYY-MM-DD'),
    });
  },
);

test('the record tells a project’s life in the order of its days', async () => {
  const { entries } = await get<{ entries: { day: string; kind: string; sentence: { zh: string } }[] }>(
    '/api/v1/projects/P1/record',
  );
  expect(entries.map(({ day, kind, sentence }) => `${day} ${kind} ${sentence.zh}`)).toEqual([
    '2026-01-01 plan 计划开工',
    '2026-01-08 milestone 完成节点：开工',
    '2026-10-31 investment 2026-10 完成投资 100.1 万元',
    '2026-11-23 activity 转为施工。用电正常',
    '2026-11-24 activity 转为值守。用电正常',
    '2026-11-24 stage 登记为在建',
    '2027-12-31 plan 计划竣工',
  ]);
});

test('standings come best first, with the place in the period before', async () => {
  const list = await get<{ standings: object[] }>('/api/v1/standings?period=2026-11H2&by=district');
  expect(list).toMatchObject({
    period: '2026-11H2',
    periodBefore: '2026-11H1',
    from: '2026-11-16',
    to: '2026-11-30',
    standings: [
      { subject: { id: 'GX', name: '高新区' }, rank: 1, rankBefore: null },
      { subject: { id: 'HS' }, rank: 2 },
    ],
  });
  const own = await get<{ standings: object[] }>('/api/v1/standings', await city.cookie('district'));
  expect(own.standings).toMatchObject([{ subject: { id: 'HS' }, rank: 2 }]);
});
