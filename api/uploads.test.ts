import { afterAll, beforeAll, expect, test } from 'vitest';
import { workbook } from '../registry/workbook/workbook.fixture.ts';
import type { Role } from '../store/records.ts';
import { type City, openCity } from './city.fixture.ts';
import type { InvestmentList } from './schemas/investment.ts';
import type { Problem } from './schemas/problem.ts';
import type { ProjectDetail } from './schemas/project.ts';
import type { ProjectRecord } from './schemas/record.ts';

let city: City;

beforeAll(async () => {
  city = await openCity();
  await city.api.start();
});
afterAll(() => city.stop());

async function post(path: string, csv: string, role: Role = 'admin', type = 'text/csv') {
  return city.api.server.inject({
    method: 'POST',
    url: `/api/v1${path}`,
    headers: { cookie: await city.cookie(role), 'content-type': type },
    payload: csv,
  });
}

async function get<Body>(path: string): Promise<Body> {
  const headers = { cookie: await city.cookie('viewer') };
  return (await city.api.server.inject({ url: `/api/v1${path}`, headers })).json();
}

test('a report of investments is taken, counted, and on the project’s page at once', async () => {
  const answer = await post(
    '/investments',
    'project,period,amount_wan\nP2,2026-11H1,50.05\nP2,2026-10,49.95\n',
  );
  expect(answer.json()).toMatchObject({ taken: true, rows: { investments: 2 }, faults: [] });
  expect((await get<ProjectDetail>('/projects/P2')).investedThisYearWan).toBe(100);
});

test('a later report of the same project and period corrects the earlier one, and both stay on record', async () => {
  await post('/investments', 'project,period,amount_wan\nP4,2026-11H1,1\n');
  await post('/investments', 'project,period,amount_wan\nP4,2026-11H1,2\n', 'supervisor');
  expect((await get<ProjectDetail>('/projects/P4')).investedThisYearWan).toBe(2);
  const { reports } = await get<InvestmentList>('/investments?period=2026-11H1');
  expect(reports.find(({ project }) => project.id === 'P4')?.history).toMatchObject([
    { amountWan: 1, actor: 'admin' },
    { amountWan: 2, actor: 'supervisor' },
  ]);
  const { entries } = await get<ProjectRecord>('/projects/P4/record?kind=investment');
  expect(entries.map(({ day, sentence }) => `${day} ${sentence.zh}`)).toEqual([
    '2026-11-15 2026-11H1 完成投资 1 万元',
    '2026-11-24 2026-11H1 完成投资更正为 2 万元（原 1 万元）',
  ]);
});

test('faults come all at once with line and column, and then nothing is taken', async () => {
  const answer = await post(
    '/investments',
    'project,period,amount_wan\nP3,2026-11H1,7\nP9,2026-11H1,1\nP3,2026-13,1\nP3,2026-10,much\n',
  );
  const problem = answer.json<Problem>();
  expect([problem.status, problem.code]).toEqual([422, 'upload-faulty']);
  expect(problem.faults?.toSorted()).toEqual([
    expect.stringMatching(/^investments\.csv:3 project: /),
    expect.stringMatching(/^investments\.csv:4 period: /),
    expect.stringMatching(/^investments\.csv:5 amount_wan: /),
  ]);
  expect((await get<ProjectDetail>('/projects/P3')).investedThisYearWan).toBeNull();
});

test('to check a file tells the same and stores nothing', async () => {
  const csv = 'project,period,amount_wan\nP3,2026-11H1,7\n';
  expect((await post('/investments?preview=true', csv)).json()).toEqual({
    taken: false,
    rows: { investments: 1 },
    faults: [],
    consequences: [],
  });
  expect((await get<ProjectDetail>('/projects/P3')).investedThisYearWan).toBeNull();
});

test('a district reports investments of its own projects only', async () => {
  const own = 'project,period,amount_wan\nP1,2026-11H1,10\n';
  expect((await post('/investments', own, 'district')).statusCode).toBe(200);
  const foreign = await post('/investments', `${own}P3,2026-11H1,10\n`, 'district');
  expect(foreign.json()).toMatchObject({ code: 'upload-faulty', faults: [expect.stringContaining('P3')] });
});

test('an approved suspension is on the project’s page, with its document', async () => {
  await post(
    '/suspensions',
    'project,from,to,reason,document\nP2,2026-11-01,2026-11-30,汛期,甬建〔2026〕1号\n',
    'supervisor',
  );
  expect((await get<ProjectDetail>('/projects/P2')).suspensions).toMatchObject([
    { from: '2026-11-01', reason: '汛期', document: '甬建〔2026〕1号' },
  ]);
});

test('files of a form are taken together, so that new ones may name each other', async () => {
  const form = new FormData();
  const file = (name: string, csv: string) =>
    form.append('files', new File([csv], name, { type: 'text/csv' }));
  file('districts.csv', 'id,name,kind\nBL,北仑区,county\n');
  file(
    'projects.csv',
    'id,name,district,department,category,stage,total_investment_wan,annual_plan_wan,planned_start,planned_finish,longitude,latitude,camera,round_the_clock\nP5,项目P5,BL,HB,road,construction,,,,,,,,\n',
  );
  const body = new Response(form);
  const answer = await city.api.server.inject({
    method: 'POST',
    url: '/api/v1/registry',
    headers: { cookie: await city.cookie('admin'), 'content-type': body.headers.get('content-type')! },
    payload: Buffer.from(await body.arrayBuffer()),
  });
  expect(answer.json()).toMatchObject({ taken: true, rows: { districts: 1, projects: 1 } });
  expect((await get<ProjectDetail>('/projects/P5')).district).toEqual({ id: 'BL', name: '北仑区' });
});

test.each([
  ['/registry', 'id,name,kind\n', 'text/csv', 400, 'invalid-request'],
  ['/registry?table=wishes', 'id\n', 'text/csv', 400, 'invalid-request'],
  ['/investments', '{}', 'application/json', 415, 'unsupported-type'],
] as const)('%s with %j as %s is refused with %s %s', async (path, payload, type, status, code) => {
  expect((await post(path, payload, 'admin', type)).json()).toMatchObject({ status, code });
});

test('who has not reported for a period stands first, then who was late; what was reported adds up', async () => {
  // P1 and P2 report by the month as well; the clock stands at the 24th of November.
  await post('/investments', 'project,period,amount_wan\nP2,2026-11H1,50.05\n');
  const list = await get<InvestmentList>('/investments?period=2026-11H1');
  expect(list).toMatchObject({ from: '2026-11-01', to: '2026-11-15', dueBy: '2026-11-20', totalWan: 62.05 });
  expect(list).toMatchObject({ reported: 3, late: 3, missing: 2, waiting: 0 });
  expect(list.reports.map(({ project, amountWan, verdict }) => [project.id, amountWan, verdict])).toEqual([
    ['P3', null, 'missing'],
    ['P5', null, 'missing'],
    ['P1', 10, 'late'],
    ['P2', 50.05, 'late'],
    ['P4', 2, 'late'],
  ]);
  const { reports } = await get<InvestmentList>('/investments?period=2026-11H1&verdict=missing');
  expect(reports.map(({ project }) => project.id)).toEqual(['P3', 'P5']);
});

test('a period that still has time is waited for, and nobody misses a report of another kind', async () => {
  expect(await get('/investments?period=2026-11H2')).toMatchObject({ waiting: 5, missing: 0 });
  expect(await get('/investments?period=2026-10')).toMatchObject({ reported: 2, waiting: 0, missing: 0 });
});

test('an office’s workbook is previewed with its faults in place, and taken in part when told to', async () => {
  const rows = [
    ['2026年10月下半月投资完成情况'],
    ['项目名称', '完成投资（亿元）'],
    ['项目P3', 0.5],
    ['项目P9', 1],
  ];
  const payload = Buffer.from(workbook({ 报表: { rows } }));
  const send = async (query: string, role: Role = 'supervisor') =>
    city.api.server.inject({
      method: 'POST',
      url: `/api/v1/investments${query}`,
      headers: {
        cookie: await city.cookie(role),
        'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      },
      payload,
    });
  const fault = { file: 'upload.xlsx', sheet: '报表', line: 4, column: '项目名称', cell: 'A4' };
  expect((await send('?preview=true')).json()).toMatchObject({
    taken: false,
    rows: { investments: 1 },
    faults: [fault],
  });
  expect((await send('')).json()).toMatchObject({ code: 'upload-faulty' });
  expect((await send('?partial=true', 'department')).json()).toMatchObject({
    taken: true,
    rows: { investments: 1 },
    faults: [fault],
  });
  const { reports } = await get<InvestmentList>('/investments?period=2026-10H2');
  expect(reports.find(({ project }) => project.id === 'P3')).toMatchObject({
    amountWan: 5000,
    verdict: 'late',
    history: [{ actor: 'department' }],
  });
});

test('the description names the kinds of file that are taken', async () => {
  const answer = await city.api.server.inject({ url: '/api/openapi.json' });
  const { requestBody } = answer.json().paths['/api/v1/investments'].post;
  expect(Object.keys(requestBody.content)).toEqual([
    'text/csv',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'multipart/form-data',
  ]);
});

test('in part, a file of which nothing is right is refused', async () => {
  const answer = await post('/investments?partial=true', 'project,period,amount_wan\nP9,2026-11H1,1\n');
  expect(answer.json()).toMatchObject({ status: 422, code: 'upload-faulty' });
});
