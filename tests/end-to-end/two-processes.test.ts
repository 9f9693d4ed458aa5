import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import mqtt from 'mqtt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasMosquitto, Mosquitto, withoutMosquitto } from '../../broker/mosquitto.fixture.ts';
import { InfluxReadings } from '../../store/influx/readings.ts';
import { hasInfluxd, InfluxServer, withoutInfluxd } from '../../store/influx/server.fixture.ts';
import { setUpInflux } from '../../store/influx/set-up.ts';
import { hasPostgres, PostgresServer, withoutPostgres } from '../../store/postgres/server.fixture.ts';
import { smallCity } from '../city.ts';
import { LiangshaiProcess, liangshai, scratchDirectory, writeCity } from '../liangshai-process.ts';

const meters = ['M1', 'M2', 'M3', 'M4'];
/** Acknowledged by the broker before the kill, before the restart, and after it. */
const messagesEach = 400;
const underWay = 40;

/* Two processes of the service behind one broker, as in production: they share a subscription and the stores, and each has its own spool. */
const missing = [
  hasMosquitto ? '' : withoutMosquitto,
  hasInfluxd ? '' : withoutInfluxd,
  hasPostgres ? '' : withoutPostgres,
].join(' ');

describe.runIf(missing.trim() === '')(`two ingest processes behind one Mosquitto ${missing}`.trim(), () => {
  let scratch: Awaited<ReturnType<typeof scratchDirectory>>;
  let broker: Mosquitto;
  let influx: InfluxServer;
  let postgres: PostgresServer;
  const processes = new Map<string, LiangshaiProcess>();

  beforeAll(async () => {
    scratch = await scratchDirectory();
    [broker, influx, postgres] = await Promise.all([
      Mosquitto.start('max_inflight_messages 100'),
      InfluxServer.start(),
      PostgresServer.start(),
    ]);
    await postgres.run('postgres', 'CREATE DATABASE liangshai');
    await setUpInflux({ ...influxOptions(), keepReadingsDays: 400 }, Date.now);
    await writeCity(scratch.directory, smallCity(meters.length));
    await writeFile(path.join(scratch.directory, 'records.url'), postgres.url('liangshai'));
    for (const name of ['one', 'two']) await writeConfiguration(name);
    expect(await liangshai(scratch.directory, 'import', 'registry', '--config', 'one.yaml')).toMatchObject({
      code: 0,
    });
  });

  afterAll(async () => {
    for (const one of processes.values()) await one.end('SIGKILL');
    await Promise.all([broker?.stop(), influx?.stop(), postgres?.stop()]);
    await scratch?.remove();
  });

  function influxOptions() {
    return { url: influx.url, database: 'liangshai', org: null, token: null, timeoutMs: 10_000 };
  }

  async function writeConfiguration(name: string): Promise<void> {
    await mkdir(path.join(scratch.directory, name));
    const configuration = {
      data: name,
      mqtt: { external: { url: broker.url, clientId: name, connections: 3 } },
      store: {
        readings: { engine: 'influxdb', url: influx.url, database: 'liangshai' },
        records: { engine: 'postgresql', urlFile: 'records.url' },
      },
    };
    // JSON is YAML.
    await writeFile(path.join(scratch.directory, `${name}.yaml`), JSON.stringify(configuration));
  }

  async function start(name: string): Promise<void> {
    const words = ['serve', '--config', `${name}.yaml`, '--only', 'ingest'];
    processes.set(name, await LiangshaiProcess.start(scratch.directory, ...words));
  }

  async function stored(): Promise<Map<string, number>> {
    const readings = new InfluxReadings({ ...influxOptions(), zone: 'Asia/Shanghai', nowMs: Date.now });
    await readings.start();
    const found = new Map<string, number>();
    for await (const series of readings.series(meters, { fromMs: 0, toMs: Date.now() + 3_600_000 })) {
      for (const [i, timeMs] of series.timeMs.entries())
        found.set(`${series.meter} ${timeMs}`, series.energyKwh[i]!);
    }
    await readings.stop();
    return found;
  }

  test('share its load, and kill -9 of one of them loses nothing and doubles nothing', {
    timeout: 120_000,
  }, async () => {
    await Promise.all([start('one'), start('two')]);
    const sent = new Map<string, number>();
    const publisher = await mqtt.connectAsync(broker.url, { clientId: 'meters' });
    let timeMs = Date.now() - 600_000;

    /** As many messages, some of them under way at once; resolves when the broker has acknowledged all. */
    const publish = async (count: number): Promise<void> => {
      const one = async (number: number): Promise<void> => {
        if (number >= count) return;
        const meter = meters[number % meters.length]!;
        const time = ++timeMs;
        const energy = sent.size + 1;
        const payload = JSON.stringify({ time, energy_kwh: energy });
        await publisher.publishAsync(`meters/${meter}/readings`, payload, { qos: 1 });
        sent.set(`${meter} ${time}`, energy * 60);
        return one(number + underWay);
      };
      await Promise.all(Array.from({ length: underWay }, (_, first) => one(first)));
    };

    const load = publish(messagesEach);
    await expect.poll(() => sent.size).toBeGreaterThan(messagesEach / 3);
    await processes.get('one')!.end('SIGKILL');
    await load;
    await publish(messagesEach);
    await start('one');
    await publish(messagesEach);
    await expect.poll(async () => (await stored()).size, { timeout: 20_000, interval: 500 }).toBe(sent.size);
    expect(await stored()).toEqual(sent);
    for (const one of processes.values()) expect(await one.end('SIGTERM')).toBe(0);
  });
});
