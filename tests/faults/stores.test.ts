import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import mqtt from 'mqtt';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasInfluxd, InfluxServer, withoutInfluxd } from '../../store/influx/server.fixture.ts';
import { setUpInflux } from '../../store/influx/set-up.ts';
import { hasPostgres, PostgresServer, withoutPostgres } from '../../store/postgres/server.fixture.ts';
import type { LiangshaiProcess } from '../liangshai-process.ts';
import { FaultCity } from './fault-city.ts';
import { length } from './length.ts';
import { expectNothingLost, Load } from './load.ts';
import { type LinkState, WeakLink } from './weak-link.ts';

const missing = [hasInfluxd ? '' : withoutInfluxd, hasPostgres ? '' : withoutPostgres].join(' ').trim();
/** Acknowledged while a fault lasts, and again after it. */
const readingsEach = length(100, 3000);
const badEach = 5;
const rounds = length(1, 3);
const states: LinkState[] = ['down', 'hangs', 'slow'];

describe.runIf(missing === '')(`InfluxDB and PostgreSQL ${missing}`.trim(), () => {
  let secrets: string;
  let influx: InfluxServer;
  let postgres: PostgresServer;
  let toInflux: WeakLink;
  let toPostgres: WeakLink;
  let city: FaultCity;

  beforeAll(async () => {
    secrets = await mkdtemp(path.join(tmpdir(), 'liangshai-url-'));
    [influx, postgres] = await Promise.all([InfluxServer.start(), PostgresServer.start()]);
    await postgres.run('postgres', 'CREATE DATABASE liangshai');
    toInflux = await WeakLink.to(Number(new URL(influx.url).port));
    toPostgres = await WeakLink.to(postgres.port);
    const urlFile = path.join(secrets, 'records.url');
    const recordsUrl = new URL(postgres.url('liangshai'));
    recordsUrl.port = String(toPostgres.port);
    await writeFile(urlFile, recordsUrl.href);
    const database = 'liangshai';
    const url = `http://127.0.0.1:${toInflux.port}`;
    await setUpInflux(
      { url, database, org: null, token: null, timeoutMs: 10_000, keepReadingsDays: 400 },
      Date.now,
    );
    city = await FaultCity.open(4, {
      store: {
        readings: { engine: 'influxdb', url, database },
        records: { engine: 'postgresql', urlFile },
      },
    });
  }, 180_000);
  afterAll(async () => {
    await Promise.all([toInflux?.stop(), toPostgres?.stop()]);
    await Promise.all([influx?.stop(), postgres?.stop(), city?.remove()]);
    await rm(secrets, { recursive: true, force: true });
  });

  /** Payloads that no profile can read; they go to quarantine, which lies in PostgreSQL. */
  async function publishBad(service: LiangshaiProcess): Promise<void> {
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${service.mqttPort}`, {
      username: 'G1',
      password: city.secret,
    });
    for (let count = 0; count < badEach; count++) {
      await client.publishAsync('gateways/G1/readings', `{"bad":${count}`, { qos: 1 });
    }
    await client.endAsync();
  }

  async function quarantined(): Promise<number> {
    const client = new pg.Client(postgres.url('liangshai'));
    await client.connect();
    const { rows } = await client.query<{ count: string }>('SELECT count(*) AS count FROM quarantine');
    await client.end();
    return Number(rows[0]!.count);
  }

  test('stopped, hanging, slow and back again: the door goes on acknowledging, and everything is stored once', {
    timeout: 300_000,
  }, async () => {
    const service = await city.start();
    const load = new Load(city);
    load.begin(service);
    let faults = 0;
    let bad = 0;
    for (let round = 0; round < rounds; round++) {
      for (const [link, state] of [toInflux, toPostgres].flatMap((one) =>
        states.map((to) => [one, to] as const),
      )) {
        link.become(state);
        await load.advance(readingsEach);
        await publishBad(service);
        link.become('sound');
        await load.advance(readingsEach);
        faults++;
        bad += badEach;
      }
      await influx.kill();
      await load.advance(readingsEach);
      await influx.resume();
      influx.freeze();
      await load.advance(readingsEach);
      influx.thaw();
      faults += 2;
    }
    await load.end();
    await expect.poll(quarantined, { timeout: 60_000, interval: 250 }).toBe(bad);
    await expect
      .poll(async () => load.lostIn(await city.stored()).length, { timeout: 60_000, interval: 500 })
      .toBe(0);
    expect(await service.end()).toBe(0);
    expectNothingLost('stores away', load, await city.stored(), `${faults} outages of stores`);
  });
});
