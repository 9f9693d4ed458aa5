import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Reading } from '../../model/reading.ts';
import { InfluxReadings } from './readings.ts';
import { hasInfluxd, InfluxServer, withoutInfluxd } from './server.fixture.ts';
import { setUpInflux } from './set-up.ts';

const minute = 60_000;
const beginMs = Date.now() - 600 * minute;
/** The server is looked at every five seconds. */
const looked = { timeout: 30_000, interval: 250 };
const logger = pino({ level: 'silent' });
const meters = Array.from({ length: 100 }, (_, index) => `m${index}`);

/** One minute of all meters. */
function batch(minuteNumber: number): Reading[] {
  const timeMs = beginMs + minuteNumber * minute;
  const rest = { powerKw: null, voltageV: null, currentA: null, powerFactor: null };
  return meters.map((meter) => ({
    meter,
    project: 'p',
    timeMs,
    receivedMs: timeMs,
    energyKwh: minuteNumber,
    ...rest,
  }));
}

describe.skipIf(!hasInfluxd)(
  hasInfluxd ? 'an InfluxDB 1.x with a torn entry in its log' : withoutInfluxd,
  () => {
    let server: InfluxServer;
    let directory: string;
    let store: InfluxReadings;

    async function begin(coldAfter: string): Promise<void> {
      server = await InfluxServer.start({ coldAfter });
      const options = { url: server.url, database: 'city', org: null, token: null, timeoutMs: 30_000 };
      await setUpInflux({ ...options, keepReadingsDays: 400 }, Date.now);
      store = await opened();
    }

    async function opened(): Promise<InfluxReadings> {
      const options = { url: server.url, database: 'city', org: null, token: null, timeoutMs: 30_000 };
      const redo = { directory, logger };
      const one = new InfluxReadings({ ...options, zone: 'Asia/Shanghai', nowMs: Date.now, redo });
      await one.start();
      return one;
    }

    async function count(): Promise<number> {
      let found = 0;
      for await (const { timeMs } of store.series(meters, { fromMs: beginMs, toMs: Date.now() }))
        found += timeMs.length;
      return found;
    }

    async function keptBytes(): Promise<number> {
      const files = await readdir(directory);
      const sizes = await Promise.all(
        files.map(async (name) => (await stat(path.join(directory, name))).size),
      );
      return sizes.reduce((sum, size) => sum + size, 0);
    }

    async function startAnew(end: () => Promise<void>): Promise<void> {
      await end();
      await server.resume();
    }

    beforeEach(async () => {
      directory = await mkdtemp(path.join(tmpdir(), 'liangshai-redo-'));
    });
    afterEach(async () => {
      await store.stop();
      await server.stop();
      await rm(directory, { recursive: true });
    });

    test('forgets at its second start what it has acknowledged since the first, and is given it again', {
      timeout: 120_000,
    }, async () => {
      await begin('10m');
      await store.write(batch(0), 1000);
      await startAnew(() => server.killWhileWriting());
      await store.write(batch(1), 2000);
      await store.write(
        batch(0).map((reading) => ({ ...reading, energyKwh: 7 })),
        3000,
      );
      expect(await count()).toBe(200);

      await startAnew(() => server.kill());
      // This is why: should it ever find them again by itself, what stands behind this test can go.
      expect(await count()).toBe(100);
      const beforeMs = Date.now();
      await expect.poll(count, looked).toBe(200);
      for await (const { energyKwh } of store.series(['m5'], { fromMs: beginMs, toMs: Date.now() })) {
        expect([...energyKwh]).toEqual([7, 1]);
      }
      const touched = (await store.touchedSince(beforeMs)).find(({ meter }) => meter === 'm5');
      expect(touched, 'what the rules made of it is made again').toMatchObject({
        fromMs: beginMs,
        toMs: beginMs + minute + 1,
      });
    });

    test('is given it again by a service that was away meanwhile', { timeout: 120_000 }, async () => {
      await begin('10m');
      await store.write(batch(0), 1000);
      await startAnew(() => server.killWhileWriting());
      await store.write(batch(1), 2000);
      await store.stop();
      await startAnew(() => server.kill());
      store = await opened();
      expect(await count()).toBe(100);
      await expect.poll(count, looked).toBe(200);
    });

    test('is not taken for one that has what it refused: an outage of days leaves nothing behind', {
      timeout: 120_000,
    }, async () => {
      await begin('10m');
      await store.write(batch(0), 1000);
      const before = await keptBytes();
      await server.kill();
      for (let attempt = 0; attempt < 5; attempt++)
        await expect(store.write(batch(1), 1001)).rejects.toThrow();
      expect(await keptBytes()).toBe(before);
      await server.resume();
      await store.write(batch(1), 1001);
      expect(await keptBytes()).toBe(2 * before);
    });

    test('is trusted again once all lies in data files and a log begun since, and nothing is kept any more', {
      timeout: 120_000,
    }, async () => {
      await begin('2s');
      await store.write(batch(0), 1000);
      await startAnew(() => server.killWhileWriting());
      // Cold before anything is written: it goes on with the torn segment.
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      await store.write(batch(1), 2000);
      await expect.poll(() => readdir(directory), looked).toEqual([]);
      await store.write(batch(2), 3000);
      await startAnew(() => server.kill());
      expect(await count()).toBe(300);
    });
  },
);
