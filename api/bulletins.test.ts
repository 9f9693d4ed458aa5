import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Bulletin } from '../model/bulletin.ts';
import type { Role } from '../store/records.ts';
import { bulletinOf } from './bulletin/bulletin.fixture.ts';
import { type City, openCity } from './city.fixture.ts';

let city: City;

beforeAll(async () => {
  city = await openCity();
  await city.api.start();
  await close('2026-10H2');
  await city.records.publishBulletin(bulletinOf({ period: '2026-10H2' }), act, []);
  await close('2026-11H1');
});
afterAll(() => city.stop());

const act = { actor: 'system', atMs: Date.parse('2026-11-17T01:00:00+08:00') };

async function close(period: string): Promise<void> {
  const bulletin = bulletinOf({ period, state: 'draft', number: null, publishedMs: null });
  const empty = { standings: [], snails: [], letters: [] };
  const closing = { ...act, ...empty, period, revision: 1, inputs: '{}', inputsHash: 'ab', bulletin };
  expect(await city.records.closePeriod(closing)).toBe(true);
}

async function get(path: string, role: Role = 'viewer') {
  const headers = { cookie: await city.cookie(role) };
  return city.api.server.inject({ url: `/api/v1${path}`, headers });
}

test('a published bulletin is there in four forms, each with its type and a Chinese name', async () => {
  const json = await get('/bulletins/2026-10H2.json');
  expect(json.json<Bulletin>()).toEqual(bulletinOf({ period: '2026-10H2' }));
  const csv = await get('/bulletins/2026-10H2.csv');
  expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(csv.body).toMatch(/^\uFEFF期间,范围,名次/);
  for (const [form, type] of [
    ['xlsx', 'spreadsheetml.sheet'],
    ['docx', 'wordprocessingml.document'],
  ] as const) {
    const file = await get(`/bulletins/2026-10H2.${form}`);
    expect(file.headers['content-type']).toContain(type);
    expect(file.headers['content-disposition']).toContain(
      `filename*=UTF-8''${encodeURIComponent('宁波重大项目')}`,
    );
    expect(file.rawPayload.subarray(0, 2).toString()).toBe('PK');
  }
});

test('a document is the same for everybody who fetches it at once', async () => {
  const path = '/bulletins/2026-10H2.docx';
  const [one, two] = await Promise.all([get(path), get(path, 'district')]);
  expect(one.rawPayload.equals(two.rawPayload)).toBe(true);
});

test('a draft is for administrators and supervisors alone', async () => {
  expect((await get('/bulletins/2026-11H1.json', 'supervisor')).json()).toMatchObject({ state: 'draft' });
  for (const role of ['viewer', 'district', 'department'] as const) {
    expect((await get('/bulletins/2026-11H1.docx', role)).json()).toMatchObject({ code: 'no-such-bulletin' });
    const { bulletins } = (await get('/bulletins', role)).json<{ bulletins: Bulletin[] }>();
    expect(bulletins.map(({ period }) => period)).toEqual(['2026-10H2']);
  }
});

test.each([
  ['/bulletins/2026-09.json', 404],
  ['/bulletins/2026-10H2.json?revision=2', 404],
  ['/bulletins/2026-10H2.pdf', 400],
  ['/bulletins/2026-13.json', 400],
])('%s is answered with %s', async (path, status) => {
  expect((await get(path)).statusCode).toBe(status);
});
