import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import mqtt from 'mqtt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRecords } from '../../app/records.ts';
import { hasPostgres, PostgresServer, withoutPostgres } from '../../store/postgres/server.fixture.ts';
import type { LiangshaiProcess } from '../liangshai-process.ts';
import { FaultCity, gateway } from './fault-city.ts';
import { length } from './length.ts';
import { expectNothingLost, Load } from './load.ts';
import { mayMount, SmallDisk } from './small-disk.ts';

const canMount = mayMount(path.join(tmpdir(), `liangshai-mount-${process.pid}`));
const missing = [canMount ? '' : 'needs the right to mount', hasPostgres ? '' : withoutPostgres]
  .join(' ')
  .trim();
const readingsEach = length(200, 2000);
const rounds = length(1, 3);
const badEach = 5;
const database = 'liangshai';

function isGone(pid: number): boolean {
  try {
    return !process.kill(pid, 0);
  } catch {
    return true;
  }
}

describe.runIf(missing === '')(`a full disk under PostgreSQL ${missing}`.trim(), () => {
  const scratch = mkdtempSync(path.join(tmpdir(), 'liangshai-full-'));
  let disk: SmallDisk;
  let postgres: PostgresServer;
  let city: FaultCity;

  /** Starts it with its files on a small disk of its own. */
  async function startOnDisk(): Promise<void> {
    disk = SmallDisk.mount(path.join(scratch, 'disk'), 256)!;
    // PostgreSQL does not run as root.
    chmodSync(disk.directory, 0o777);
    chmodSync(scratch, 0o755);
    const before = process.env.TMPDIR;
    process.env.TMPDIR = disk.directory;
    try {
      postgres = await PostgresServer.start();
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
  }

  beforeAll(async () => {
    await startOnDisk();
    await postgres.run('postgres', `CREATE DATABASE ${database}`);
    const urlFile = path.join(scratch, 'records.url');
    writeFileSync(urlFile, postgres.url(database));
    city = await FaultCity.open(4, { store: { records: { engine: 'postgresql', urlFile } } });
  }, 180_000);
  afterAll(async () => {
    await city?.remove();
    disk?.makeRoom();
    await postgres?.stop();
    disk?.unmount();
    rmSync(scratch, { recursive: true, force: true });
  });

  /** Payloads that no profile can read; they go to quarantine, which lies in PostgreSQL. Large, so that it has to grow. */
  async function publishBad(service: LiangshaiProcess): Promise<void> {
    const url = `mqtt://127.0.0.1:${service.mqttPort}`;
    const client = await mqtt.connectAsync(url, { username: gateway, password: city.secret });
    for (let count = 0; count < badEach; count++) {
      const noise = Array.from({ length: 200_000 }, () => Math.random().toString(36).at(-1)).join('');
      await client.publishAsync(`gateways/${gateway}/readings`, `{"bad${noise}`, { qos: 1 });
    }
    await client.endAsync();
  }

  async function quarantined(): Promise<number> {
    const records = await openRecords(city.configuration);
    await records.start();
    try {
      return (await records.quarantineCounts()).reduce((sum, { count }) => sum + count, 0);
    } finally {
      await records.stop();
    }
  }

  test('the door goes on acknowledging, the spool keeps what it refuses, and everything is stored once', {
    timeout: 300_000,
  }, async () => {
    const service = await city.start();
    const refusals = () => service.output().stderr.split('the spool keeps all').length;
    const load = new Load(city);
    load.begin(service);
    for (let round = 0; round < rounds; round++) {
      await load.advance(readingsEach);
      const before = refusals();
      await disk.fill();
      await publishBad(service);
      await load.advance(readingsEach);
      await expect.poll(refusals, { timeout: 60_000 }).toBeGreaterThan(before);
      disk.makeRoom();
      // It ends where it cannot write its log; whoever makes room starts it again.
      if (isGone(postgres.pid!)) await postgres.resume();
    }
    await load.advance(readingsEach);
    await load.end();
    await expect.poll(quarantined, { timeout: 60_000, interval: 500 }).toBe(rounds * badEach);
    expect(await service.end()).toBe(0);
    expectNothingLost('full disk of PostgreSQL', load, await city.stored(), `${rounds} full disks`);
  });
});
