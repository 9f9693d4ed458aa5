import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DuckDbReadings } from '../duckdb/readings.ts';
import { InfluxReadings } from '../influx/readings.ts';
import { hasInfluxd, InfluxServer } from '../influx/server.fixture.ts';
import { setUpInflux } from '../influx/set-up.ts';
import { PostgresRecords } from '../postgres/records.ts';
import { hasPostgres, PostgresServer } from '../postgres/server.fixture.ts';
import { SqliteRecords } from '../sqlite/records.ts';
import { backUp, type Stores } from './back-up.ts';
import { askForBackup, BackupDoor } from './door.ts';
import { drill, restore } from './restore.ts';

const hour = 3_600_000;
const beginMs = Date.parse('2026-03-02T00:00:00+08:00');
const about = { zone: 'Asia/Shanghai', createdMs: beginMs };
const week = { fromMs: beginMs, toMs: beginMs + 7 * 24 * hour };

let directory: string;
let stores: Stores;
let opened: Stores[];

async function start(given: Stores): Promise<Stores> {
  await given.records.start();
  await given.readings.start();
  opened.push(given);
  return given;
}

function embedded(name: string): Promise<Stores> {
  return start({
    readings: new DuckDbReadings({
      path: join(directory, name, 'readings.duckdb'),
      zone: about.zone,
      limits: { memoryMb: 128, threads: 2 },
    }),
    records: new SqliteRecords(join(directory, name, 'records.sqlite')),
  });
}

/** Two days of two meters, their energy, a district and an entry in the audit. */
async function fill({ readings, records }: Stores): Promise<void> {
  const times = Array.from({ length: 48 }, (_, index) => beginMs + index * hour);
  await readings.write(
    times.flatMap((timeMs) =>
      ['m1', '电表-2'].map((meter) => ({
        meter,
        project: 'P1',
        timeMs,
        receivedMs: timeMs + 1,
        energyKwh: (timeMs - beginMs) / 7e5,
        powerKw: meter === 'm1' ? null : 1 / 3,
        voltageV: null,
        currentA: [0.1, 0.2, null] as const,
        powerFactor: null,
      })),
    ),
    beginMs + 50 * hour,
  );
  const kwh = Float64Array.from({ length: 96 }, (_, index) => (index % 7 === 0 ? Number.NaN : index / 10));
  const series = { project: 'P1', meter: 'm1', startMs: beginMs, kwh, measured: kwh.map(() => 1) };
  await readings.writeEnergy([{ ...series, edits: new Uint16Array(96) }]);
  const act = { actor: 'ada', atMs: beginMs };
  await records.importRegistry(
    {
      districts: [{ id: 'beilun', name: '北仑区', kind: 'county' }],
      investments: [{ project: 'P1', period: '2026-03H1', amountWan: 12.5 }],
      plans: [{ project: 'P1', period: '2026-03H1', plannedWan: 20 }],
    },
    act,
  );
  await records.addProjectEvent({ ...act, project: 'P1', what: 'note', text: '现场已核实' });
  await records.quarantine([
    {
      receivedMs: 1,
      topic: 't',
      sender: null,
      code: 'unreadable',
      detail: 'd',
      payload: Uint8Array.of(0, 255),
    },
  ]);
}

async function answers({ readings, records }: Stores): Promise<string> {
  const series = [];
  for await (const one of readings.series(['m1', '电表-2'], week)) series.push(one);
  return JSON.stringify([
    [...(await readings.latest())].sort(),
    series,
    await readings.projectEnergy(['P1'], week, 'day'),
    (await readings.touchedSince(0)).sort((a, b) => (a.meter < b.meter ? -1 : 1)),
    await records.registry(),
    await records.quarantined({ limit: 9 }),
    await records.audited({ limit: 9 }),
    await records.investmentReports({}),
    await records.projectEvents(['P1']),
    await records.verify(),
  ]);
}

beforeEach(async () => {
  opened = [];
  directory = await mkdtemp(join(tmpdir(), 'liangshai-backup-'));
  stores = await embedded('live');
  await fill(stores);
});
afterEach(async () => {
  for (const one of opened) {
    await one.readings.stop();
    await one.records.stop();
  }
  await rm(directory, { recursive: true });
});

test('what is restored answers byte for byte as what was backed up', async () => {
  await backUp(stores, join(directory, 'backup'), about);
  const restored = await embedded('restored');
  const manifest = await restore(restored, join(directory, 'backup'));
  expect(manifest.counts).toMatchObject({ readings: 96, energy: 2 });
  expect(await answers(restored)).toBe(await answers(stores));
});

test('the drill passes for a whole backup, and leaves nothing behind', async () => {
  const drills = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('liangshai-drill-'));
  const before = await drills();
  await backUp(stores, join(directory, 'backup'), about);
  expect((await drill(join(directory, 'backup'))).counts.readings).toBe(96);
  expect(await drills()).toEqual(before);
});

describe.skipIf(!hasInfluxd || !hasPostgres)('between engines', () => {
  let influx: InfluxServer;
  let postgres: PostgresServer;
  beforeAll(async () => {
    influx = await InfluxServer.start();
    postgres = await PostgresServer.start();
  });
  afterAll(async () => {
    await influx.stop();
    await postgres.stop();
  });

  test('a backup is the way from embedded to production and back', async () => {
    const options = { url: influx.url, database: 'city', org: null, token: null, timeoutMs: 30_000 };
    await setUpInflux({ ...options, keepReadingsDays: null }, Date.now);
    const production = await start({
      readings: new InfluxReadings({ ...options, zone: about.zone, nowMs: Date.now }),
      records: new PostgresRecords(postgres.url('postgres')),
    });
    await backUp(stores, join(directory, 'there'), about);
    await restore(production, join(directory, 'there'));
    expect(await answers(production)).toBe(await answers(stores));

    const there = await readFile(join(directory, 'there/manifest.json'), 'utf8');
    await backUp(production, join(directory, 'back'), about);
    expect(await readFile(join(directory, 'back/manifest.json'), 'utf8')).toBe(there);
    await drill(join(directory, 'back'));
  });
});

test.each([
  ['records.ndjson.zst', 'backup-damaged'],
  ['readings.ndjson.zst', 'backup-damaged'],
  ['manifest.json', 'no-backup'],
])('a damaged %s is told, and nothing is restored', async (file, code) => {
  await backUp(stores, join(directory, 'backup'), about);
  const path = join(directory, 'backup', file);
  const bytes = await readFile(path);
  await writeFile(path, bytes.subarray(0, bytes.length - 12));
  const target = await embedded('target');
  await expect(restore(target, join(directory, 'backup'))).rejects.toMatchObject({ code });
  expect([await target.records.isEmpty(), await target.readings.isEmpty()]).toEqual([true, true]);
});

test('a store that has something is not written over, and neither is a backup', async () => {
  await backUp(stores, join(directory, 'backup'), about);
  await expect(restore(stores, join(directory, 'backup'))).rejects.toMatchObject({
    code: 'restore-not-empty',
  });
  await expect(backUp(stores, join(directory, 'backup'), about)).rejects.toMatchObject({
    code: 'backup-exists',
  });
});

test('a command asks the service that holds the data; without one it is told so', async () => {
  const data = join(directory, 'live');
  const door = new BackupDoor(data, (into) => backUp(stores, into, about));
  expect(await askForBackup(data, join(directory, 'asked'))).toBeNull();
  await door.start();
  expect(await askForBackup(data, join(directory, 'asked'))).toMatchObject({ counts: { readings: 96 } });
  await expect(askForBackup(data, join(directory, 'asked'))).rejects.toMatchObject({ code: 'backup-exists' });
  await door.stop();
  expect(await askForBackup(data, join(directory, 'again'))).toBeNull();
});
