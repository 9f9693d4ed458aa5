import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { beforeAll, describe } from 'vitest';
import { readingsContract } from '../readings.contract.ts';
import type { InfluxOptions } from './options.ts';
import { InfluxReadings } from './readings.ts';
import { hasInfluxd, InfluxServer, withoutInfluxd } from './server.fixture.ts';
import { setUpInflux } from './set-up.ts';

describe.skipIf(!hasInfluxd)(hasInfluxd ? 'InfluxDB 1.x' : withoutInfluxd, () => {
  let server: InfluxServer;
  let scratch: string;
  let options: InfluxOptions;
  let zone: string;
  let directory: string;
  let count = 0;
  const open = async () => {
    const redo = { directory, logger: pino({ level: 'silent' }) };
    const store = new InfluxReadings({ ...options, zone, nowMs: Date.now, redo });
    await store.start();
    return store;
  };

  beforeAll(async () => {
    server = await InfluxServer.start();
    scratch = await mkdtemp(path.join(tmpdir(), 'liangshai-redo-'));
  });

  readingsContract({
    async fresh(city) {
      zone = city;
      directory = await mkdtemp(path.join(scratch, 'redo-'));
      options = { url: server.url, database: `city ${++count}`, org: null, token: null, timeoutMs: 30_000 };
      await setUpInflux({ ...options, keepReadingsDays: null }, Date.now);
      return open();
    },
    again: open,
    async close() {
      await server.stop();
      await rm(scratch, { recursive: true });
    },
  });
});
