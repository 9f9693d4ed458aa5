import { beforeAll, describe } from 'vitest';
import { readingsContract } from '../readings.contract.ts';
import type { InfluxOptions } from './options.ts';
import { InfluxReadings } from './readings.ts';
import { hasInfluxd, InfluxServer, withoutInfluxd } from './server.fixture.ts';
import { setUpInflux } from './set-up.ts';

describe.skipIf(!hasInfluxd)(hasInfluxd ? 'InfluxDB 1.x' : withoutInfluxd, () => {
  let server: InfluxServer;
  let options: InfluxOptions;
  let zone: string;
  let count = 0;
  const open = async () => {
    const store = new InfluxReadings({ ...options, zone, nowMs: Date.now });
    await store.start();
    return store;
  };

  beforeAll(async () => {
    server = await InfluxServer.start();
  });

  readingsContract({
    async fresh(city) {
      zone = city;
      options = { url: server.url, database: `city ${++count}`, org: null, token: null, timeoutMs: 30_000 };
      await setUpInflux({ ...options, keepReadingsDays: null }, Date.now);
      return open();
    },
    again: open,
    close: () => server.stop(),
  });
});
