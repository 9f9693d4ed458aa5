import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type City, openCity } from './city.fixture.ts';
import type { QuarantineList } from './schemas/quarantine.ts';
import { tenOClock } from './small-registry.fixture.ts';

let city: City;
/** A busy machine may take its time; nothing here is about how long it takes. */
const patient = { timeout: 20_000 };
const basic = `Basic ${Buffer.from('G1:secret').toString('base64')}`;

let url: string;

beforeAll(async () => {
  city = await openCity();
  url = (await city.api.start()).url;
});
afterAll(() => city.stop());

function post(payload: string | Buffer, headers: Record<string, string>) {
  return city.api.server.inject({
    method: 'POST',
    url: '/api/v1/readings',
    headers: { authorization: basic, ...headers },
    payload,
  });
}

function reading(meter: string, minutesAgo: number, energyKwh = 1) {
  return { meter, time: tenOClock - minutesAgo * 60_000, energy_kwh: energyKwh };
}

const json = { 'content-type': 'application/json' };
const lines = { 'content-type': 'application/x-ndjson' };
const three = [reading('M1', 3), reading('M2', 2), reading('M3', 1)];
const asLines = three.map((one) => JSON.stringify(one)).join('\n');

test.each([
  ['an array', JSON.stringify(three), json, 3],
  ['one object', JSON.stringify(three[0]), json, 1],
  ['an object a line', asLines, lines, 3],
  ['lines in gzip', gzipSync(asLines), { ...lines, 'content-encoding': 'gzip' }, 3],
])('%s of readings is taken with 202', async (_, payload, headers, accepted) => {
  const answer = await post(payload, headers);
  expect(answer.statusCode, answer.body).toBe(202);
  expect(answer.json()).toEqual({ accepted, refused: 0, details: [] });
});

test('a body far beyond the limit of other requests flows through', async () => {
  const many = Array.from({ length: 20_000 }, (_, i) => reading('M1', i, 20_000 - i));
  const answer = await post(many.map((one) => JSON.stringify(one)).join('\n'), lines);
  expect(answer.json()).toMatchObject({ accepted: 20_000, refused: 0 });
});

test('what is refused is told with its place, lies in quarantine, and is seen there with its bytes', async () => {
  const answer = await post(`${JSON.stringify(reading('M1', 1))}\n{"meter": broken`, lines);
  expect(answer.statusCode).toBe(202);
  expect(answer.json()).toMatchObject({
    accepted: 1,
    refused: 1,
    details: [{ index: 1, code: 'unreadable' }],
  });
  const see = async (role: 'supervisor' | 'viewer') =>
    city.api.server.inject({ url: '/api/v1/quarantine', headers: { cookie: await city.cookie(role) } });
  await expect
    .poll(async () => (await see('supervisor')).json<QuarantineList>().entries.length, patient)
    .toBe(1);
  const [entry] = (await see('supervisor')).json<QuarantineList>().entries;
  expect(entry).toMatchObject({ sender: 'G1', code: 'unreadable', payloadText: '{"meter": broken' });
  expect((await see('viewer')).json<QuarantineList>().entries[0]).toMatchObject({
    id: entry?.id,
    payloadText: null,
    payloadBase64: null,
  });
});

test('quarantine is replayed by choice, and what still cannot be read goes back', async () => {
  const cookie = await city.cookie('supervisor');
  const answer = await city.api.server.inject({
    method: 'POST',
    url: '/api/v1/quarantine/replay',
    headers: { cookie },
    payload: { code: 'unreadable', sender: 'G1' },
  });
  expect(answer.json()).toMatchObject({ messages: 1, refused: 1 });
  const [entry] = await city.records.audited({ limit: 1 });
  expect(entry).toMatchObject({ actor: 'supervisor', action: 'replay', detail: { code: 'unreadable' } });
});

test.each([
  ['no token', {}],
  ['a wrong secret', { authorization: `Basic ${Buffer.from('G1:wrong').toString('base64')}` }],
  ['an unknown id', { authorization: `Basic ${Buffer.from('G9:secret').toString('base64')}` }],
  ['something that is no token', { authorization: 'Bearer *' }],
])('%s is refused before anything is read', async (_, headers) => {
  const answer = await city.api.server.inject({
    method: 'POST',
    url: '/api/v1/readings',
    headers: { ...json, ...headers },
    payload: '[]',
  });
  expect(answer.json()).toMatchObject({
    status: 401,
    code: 'wrong-token',
    hint: expect.stringContaining('id:secret'),
  });
  expect(answer.headers['www-authenticate']).toContain('Basic');
});

test('who guesses at tokens has to wait; who has been in before does not', async () => {
  await post('[]', json);
  const guess = (id: string) =>
    city.api.server.inject({
      method: 'POST',
      url: '/api/v1/readings',
      remoteAddress: '10.9.9.9',
      headers: { ...json, authorization: `Basic ${Buffer.from(`${id}:guess`).toString('base64')}` },
      payload: '[]',
    });
  for (let times = 0; times < 10; times++) expect((await guess('G77')).statusCode).toBe(401);
  const late = await guess('G77');
  expect(late.json()).toMatchObject({ status: 429, code: 'too-many-attempts' });
  expect(late.headers['retry-after']).toBe('60');
  expect((await post('[]', json)).statusCode).toBe(202);
});

test.each([
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['another compression', { ...json, 'content-encoding': 'br' }],
])('%s is refused as unsupported', async (_, headers) => {
  expect((await post('[]', headers)).json()).toMatchObject({ status: 415, code: 'unsupported-type' });
});

test('a reading that was posted is on its project’s page', async () => {
  await post(JSON.stringify({ ...reading('M4', 0, 123.4), power_kw: 2 }), json);
  const cookie = await city.cookie('viewer');
  await expect
    .poll(
      async () => (await city.api.server.inject({ url: '/api/v1/projects/P4', headers: { cookie } })).json(),
      patient,
    )
    .toMatchObject({ powerKw: 120, meters: [{ id: 'M4', health: 'live', energyKwh: 7404 }] });
});

test('a stop lets a request that is under way end with its answer', async () => {
  const sending = request(`${url}/api/v1/readings`, {
    method: 'POST',
    headers: { ...lines, authorization: basic, expect: '100-continue' },
  });
  sending.flushHeaders();
  await once(sending, 'continue');
  sending.write(`${JSON.stringify(reading('M1', 5))}\n`);
  const stopped = city.api.stop();
  sending.end(`${JSON.stringify(reading('M1', 4))}\n`);
  const [answer] = (await once(sending, 'response')) as [IncomingMessage];
  const body = await answer.setEncoding('utf8').toArray();
  expect([answer.statusCode, JSON.parse(body.join(''))]).toEqual([
    202,
    { accepted: 2, refused: 0, details: [] },
  ]);
  await stopped;
});
