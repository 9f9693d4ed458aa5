import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { type City, generateCity } from '../city/city.ts';
import { dayStartMs } from '../surroundings/days.ts';
import { openBroker } from './broker.fixture.ts';
import { type RunEvent, runCity } from './city-run.ts';

const city = generateCity({ seed: 3, projects: 4, startDay: '2026-10-01', asOf: '2026-10-04', with: 'none' });
const noonMs = dayStartMs(city.firstDay + 3) + 12 * 3_600_000;
const secrets = new Map([
  ['GW-CITY', 'backlog-secret'],
  ...city.registry.meters.map(({ id }) => [id, `secret of ${id}`] as const),
  ...city.gateways.map(({ id }) => [id, id === 'GW-CITY' ? 'backlog-secret' : `secret of ${id}`] as const),
]);

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** A receiver of the backlog that answers each post as it is told. */
async function receiver(answers: (post: number) => { status: number; headers?: Record<string, string> }) {
  const lines: { meter: string; time: number; energy_kwh: number }[] = [];
  const authorizations: (string | undefined)[] = [];
  let posts = 0;
  const server: Server = createServer(async (request, response) => {
    const body = gunzipSync(await bodyOf(request)).toString();
    authorizations.push(request.headers.authorization);
    const { status, headers = {} } = answers(posts++);
    if (status < 300)
      lines.push(
        ...body
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line)),
      );
    response.writeHead(status, headers).end('the answer');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  closing.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lines,
    authorizations,
    posts: () => posts,
  };
}

async function broker() {
  const made = await openBroker();
  closing.push(made.close);
  return made;
}

function start(options: { broker: string | null; http: string | null; sinceMs: number | null; of?: City }) {
  const stopping = new AbortController();
  const events: RunEvent[] = [];
  const complaints: string[] = [];
  const done = runCity({
    city: options.of ?? city,
    broker: options.broker,
    http: options.http,
    secrets,
    sinceMs: options.sinceMs,
    reports: null,
    truth: null,
    intervalS: 0.2,
    cityNowMs: () => noonMs,
    report: (event) => events.push(event),
    onError: (message) => complaints.push(message),
    signal: stopping.signal,
  });
  return { done, stop: () => stopping.abort(), events, complaints };
}

test('the backlog holds each reading since the instant once, under the credential of the city gateway', async () => {
  const http = await receiver(() => ({ status: 202 }));
  const sinceMs = dayStartMs(city.firstDay + 1);
  const run = start({ broker: null, http: http.url, sinceMs });
  await run.done;
  const keys = new Set(http.lines.map(({ meter, time }) => `${meter} ${time}`));
  expect(keys.size).toBe(http.lines.length);
  expect(http.lines.length).toBe(city.registry.meters.length * 96 * 2.5);
  expect(http.lines.every(({ time }) => time >= sinceMs && time < noonMs)).toBe(true);
  expect(http.authorizations[0]).toBe(`Basic ${Buffer.from('GW-CITY:backlog-secret').toString('base64')}`);
  expect(run.events.at(-2)).toMatchObject({ event: 'backlog-done', readings: http.lines.length });
});

test('a service that is busy or breaks is tried again, and nothing is lost', async () => {
  const http = await receiver((post) =>
    post === 0 ? { status: 503, headers: { 'retry-after': '0' } } : { status: post === 1 ? 500 : 207 },
  );
  await start({ broker: null, http: http.url, sinceMs: dayStartMs(city.firstDay + 3) }).done;
  expect(http.lines.length).toBe(city.registry.meters.length * 48);
});

test('a refusal that will not pass ends the run and says what was answered', async () => {
  const http = await receiver(() => ({ status: 403 }));
  const run = start({ broker: null, http: http.url, sinceMs: dayStartMs(city.firstDay) });
  await expect(run.done).rejects.toMatchObject({
    code: 'backlog-refused',
    message: expect.stringContaining('403: the answer'),
  });
});

test('each meter speaks live under its own credential, goes on where the backlog ended, and says goodbye', async () => {
  const { aedes, url } = await broker();
  const users = new Map<string, string>();
  aedes.authenticate = (client, username, password, done) => {
    users.set(client.id, `${username} ${password}`);
    done(null, true);
  };
  const published: { topic: string; payload: string }[] = [];
  const enough = Promise.withResolvers<void>();
  const senders = new Set(
    city.sites.flatMap((site) => site.meters.map((meter) => meter.gateway ?? meter.id)),
  );
  aedes.on('publish', (packet, client) => {
    if (client === null) return;
    published.push({ topic: packet.topic, payload: packet.payload.toString() });
    if (published.length > senders.size + city.registry.meters.length * 2) enough.resolve();
  });
  const http = await receiver(() => ({ status: 202 }));
  const run = start({ broker: url, http: http.url, sinceMs: dayStartMs(city.firstDay) });
  await enough.promise;
  run.stop();
  await run.done;
  for (const id of senders) expect(users.get(id)).toBe(`${id} secret of ${id}`);
  const canonical = published.filter(
    ({ topic }) => topic.startsWith('meters/') && topic.endsWith('/readings'),
  );
  expect(canonical.length).toBeGreaterThan(0);
  for (const { topic, payload } of canonical) {
    const meter = topic.split('/')[1];
    const before = http.lines.filter((line) => line.meter === meter).at(-1)!;
    expect(JSON.parse(payload).energy_kwh).toBeGreaterThanOrEqual(before.energy_kwh);
  }
  expect(published.some(({ topic, payload }) => topic.endsWith('/status') && payload === 'offline')).toBe(
    false,
  );
  expect(run.events.at(-1)).toMatchObject({ event: 'stopped' });
});

test('a broker that refuses a credential is complained about, and the run can still be stopped', async () => {
  const { aedes, url } = await broker();
  aedes.authenticate = (_client, _username, _password, done) => done(null, false);
  const run = start({ broker: url, http: null, sinceMs: null });
  await expect.poll(() => run.complaints.length).toBeGreaterThan(0);
  run.stop();
  await run.done;
  expect(run.complaints[0]).toContain(url);
});
