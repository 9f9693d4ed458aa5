import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Reading } from '../../model/reading.ts';
import { StoreUnavailable } from '../readings.ts';
import { InfluxReadings } from './readings.ts';
import { hasInfluxd, InfluxServer, withoutInfluxd } from './server.fixture.ts';
import { setUpInflux } from './set-up.ts';

const minute = 60_000;
const beginMs = Date.now() - 600 * minute;

function reading(meter: string, timeMs: number, over: Partial<Reading> = {}): Reading {
  return {
    meter,
    project: 'p',
    timeMs,
    receivedMs: timeMs,
    energyKwh: 1,
    powerKw: null,
    voltageV: null,
    currentA: null,
    powerFactor: null,
    ...over,
  };
}

/** One minute of a hundred meters. */
function batch(minuteNumber: number): Reading[] {
  return Array.from({ length: 100 }, (_, index) => reading(`m${index}`, beginMs + minuteNumber * minute));
}

async function count(store: InfluxReadings): Promise<number> {
  const meters = Array.from({ length: 100 }, (_, index) => `m${index}`);
  let found = 0;
  for await (const { timeMs } of store.series(meters, { fromMs: beginMs, toMs: Date.now() }))
    found += timeMs.length;
  return found;
}

/** What the drain of the spool does: the same batch again until it is stored. */
async function writeUntilStored(store: InfluxReadings, readings: Reading[]): Promise<number> {
  for (let failures = 0; ; failures++) {
    try {
      await store.write(readings, Date.now());
      return failures;
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

describe.skipIf(!hasInfluxd)(hasInfluxd ? 'an outage of InfluxDB 1.x' : withoutInfluxd, () => {
  let server: InfluxServer;
  let store: InfluxReadings;
  let databases = 0;
  beforeAll(async () => {
    server = await InfluxServer.start();
    return () => server.stop();
  });
  beforeEach(async () => {
    const options = {
      url: server.url,
      database: `city${++databases}`,
      org: null,
      token: null,
      timeoutMs: 1_000,
    };
    await setUpInflux({ ...options, timeoutMs: 30_000, keepReadingsDays: 400 }, Date.now);
    store = new InfluxReadings({ ...options, zone: 'Asia/Shanghai', nowMs: Date.now });
    await store.start();
  });

  test('killed in the middle of writing and started again, it has every reading once', async () => {
    let failures = 0;
    let restarted: Promise<void> | null = null;
    for (let minuteNumber = 0; minuteNumber < 40; minuteNumber++) {
      const writing = writeUntilStored(store, batch(minuteNumber));
      if (minuteNumber === 20) {
        await server.kill();
        restarted = server.resume();
      }
      failures += await writing;
    }
    await restarted;
    expect(failures).toBeGreaterThan(0);
    expect(await count(store)).toBe(40 * 100);
  });

  test('while it hangs a write ends as an outage, and once it answers again the same write goes through', async () => {
    await store.write(batch(0), 1);
    server.freeze();
    await expect(store.write(batch(1), 1)).rejects.toThrow(StoreUnavailable);
    server.thaw();
    await writeUntilStored(store, batch(1));
    expect(await count(store)).toBe(200);
  });

  test('what it will never take comes back with the reason, and all the rest is stored', async () => {
    const [tooOld, unwritable] = [
      reading('m7', Date.UTC(2001, 0)),
      reading('m8', beginMs, { powerKw: Infinity }),
    ];
    const readings = [...batch(0).slice(0, 50), tooOld, ...batch(1), unwritable, ...batch(2)];
    const refused = await store.write(readings, Date.now());
    expect(refused.map((one) => one.reading)).toEqual([tooOld, unwritable]);
    expect(refused[0]?.detail).toMatch(/retention policy/);
    expect(await count(store)).toBe(250);
  });
});

describe('a server that takes connections and never answers', () => {
  test('a write that is given up ends its connections, so that an outage of days does not pile them up', async () => {
    const server = createServer((request) => void request.resume());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const store = new InfluxReadings({
      url: `http://127.0.0.1:${port}`,
      database: 'city',
      org: null,
      token: null,
      timeoutMs: 50,
      zone: 'Asia/Shanghai',
      nowMs: Date.now,
    });
    const readings = Array.from({ length: 150 }, (_, index) => batch(index)).flat();
    for (let attempt = 0; attempt < 3; attempt++) {
      await expect(store.write(readings, Date.now())).rejects.toThrow(StoreUnavailable);
    }
    const open = promisify(server.getConnections.bind(server));
    await expect.poll(open).toBe(0);
    server.close();
  });
});

describe('a server that refuses for a while', () => {
  let server: Server;
  let answer: { status: number; headers: Record<string, string>; body: string };
  let store: InfluxReadings;
  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume();
      request.on('end', () => response.writeHead(answer.status, answer.headers).end(answer.body));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as { port: number };
    store = new InfluxReadings({
      url: `http://127.0.0.1:${port}`,
      database: 'city',
      org: null,
      token: null,
      timeoutMs: 5_000,
      zone: 'Asia/Shanghai',
      nowMs: () => Date.parse('2026-03-02T00:00:00Z'),
    });
  });
  afterAll(() => void server.close());

  test.each([
    [500, {}, null],
    [503, {}, null],
    [429, { 'retry-after': '3' }, 3_000],
    [503, { 'retry-after': 'Mon, 02 Mar 2026 00:00:30 GMT' }, 30_000],
  ])('%d %j is an outage that asks to wait %s ms', async (status, headers, retryAfterMs) => {
    answer = { status, headers, body: '{"error":"busy"}' };
    for (const refused of [store.write([reading('m1', 1)], 1), store.latest()]) {
      await expect(refused).rejects.toMatchObject({ name: 'StoreUnavailable', retryAfterMs });
    }
  });

  // The bodies as 1.x, 2.x and 3.x are documented to send them.
  test.each([
    [401, '{"error":"authorization failed"}', 'store-login'],
    [401, '{"code":"unauthorized","message":"unauthorized access"}', 'store-login'],
    [403, '{"error":"forbidden"}', 'store-rights'],
    [404, '{"error":"database not found: \\"city\\""}', 'store-missing'],
    [404, '{"code":"not found","message":"no dbrp mapping found"}', 'store-missing'],
    [404, '{"code":"not found","message":"bucket \\"city\\" not found"}', 'store-missing'],
  ])('%d %s is no outage: it says what to mend', async (status, body, code) => {
    answer = { status, headers: {}, body };
    for (const refused of [store.write([reading('m1', 1)], 1), store.latest()]) {
      await expect(refused).rejects.toMatchObject({ name: 'LiangshaiError', code });
    }
  });

  test.each([
    [400, '{"error":"partial write: field type conflict dropped=1"}'],
    [400, '{"error":"partial write of line protocol occurred","data":[]}'],
    [413, '{"code":"request too large","message":"cannot read data: points batch is too large"}'],
    [422, '{"code":"unprocessable entity","message":"points beyond retention policy dropped=1"}'],
  ])('%d %s is about the lines: each that is refused alone comes back', async (status, body) => {
    answer = { status, headers: {}, body };
    const readings = [reading('m1', 1), reading('m2', 1), reading('m3', 1)];
    const refused = await store.write(readings, 1);
    expect(refused.map((one) => one.reading)).toEqual(readings);
  });

  test('a query that it will never answer is no outage', async () => {
    answer = { status: 400, headers: {}, body: '{"error":"error parsing query"}' };
    await expect(store.latest()).rejects.toMatchObject({ name: 'LiangshaiError', code: 'store-query' });
  });
});
