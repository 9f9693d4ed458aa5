import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasInfluxd, InfluxServer, withoutInfluxd } from '../../store/influx/server.fixture.ts';
import { setUpInflux } from '../../store/influx/set-up.ts';
import { FaultCity } from './fault-city.ts';
import { length } from './length.ts';
import { expectNothingLost, Load } from './load.ts';
import { mayMount, SmallDisk } from './small-disk.ts';

const canMount = mayMount(path.join(tmpdir(), `liangshai-mount-${process.pid}`));
const missing = [canMount ? '' : 'needs the right to mount', hasInfluxd ? '' : withoutInfluxd]
  .join(' ')
  .trim();
const readingsEach = length(200, 2000);
const rounds = length(1, 3);

describe.runIf(missing === '')(`a full disk under InfluxDB ${missing}`.trim(), () => {
  const scratch = mkdtempSync(path.join(tmpdir(), 'liangshai-full-'));
  let disk: SmallDisk;
  let influx: InfluxServer;
  let city: FaultCity;

  beforeAll(async () => {
    disk = SmallDisk.mount(path.join(scratch, 'disk'), 128)!;
    influx = await InfluxServer.start({ under: disk.directory });
    const readings = { engine: 'influxdb', url: influx.url, database: 'liangshai' };
    const connection = { ...readings, org: null, token: null, timeoutMs: 10_000 };
    await setUpInflux({ ...connection, keepReadingsDays: 400 }, Date.now);
    city = await FaultCity.open(4, { store: { readings } });
  }, 120_000);
  afterAll(async () => {
    await city?.remove();
    disk?.makeRoom();
    await influx?.stop();
    disk?.unmount();
    rmSync(scratch, { recursive: true, force: true });
  });

  test('which is killed on it and started, and killed and started again: nothing is lost or doubled', {
    timeout: 300_000,
  }, async () => {
    const service = await city.start();
    const said = (words: string) => service.output().stderr.split(words).length - 1;
    const load = new Load(city);
    load.begin(service);
    const allStored = () =>
      expect.poll(async () => load.lostIn(await city.stored()).length, { timeout: 60_000 }).toBe(0);
    for (let round = 0; round < rounds; round++) {
      await load.advance(readingsEach);
      const before = said('no space left');
      await disk.fill();
      await expect.poll(() => said('no space left'), { timeout: 60_000 }).toBeGreaterThan(before);
      await load.advance(readingsEach);
      await influx.kill();
      disk.makeRoom();
      await influx.resume();
      // It goes on behind a torn entry, and what it takes from here on it has forgotten at its next start.
      await load.advance(readingsEach);
      await expect
        .poll(() => said('what it may have lost was written again'), { timeout: 60_000 })
        .toBe(2 * round + 1);
      await influx.kill();
      await influx.resume();
      await load.advance(readingsEach);
      await expect
        .poll(() => said('what it may have lost was written again'), { timeout: 60_000 })
        .toBe(2 * round + 2);
    }
    await load.end();
    await allStored();
    expect(await service.end()).toBe(0);
    expectNothingLost(
      'full disk of InfluxDB',
      load,
      await city.stored(),
      `${rounds} full disks, ${2 * rounds} kills`,
    );
  });
});
