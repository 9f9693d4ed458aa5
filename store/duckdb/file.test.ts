import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DuckDbReadings } from './readings.ts';

const day = 86_400_000;
let directory: string;
let path: string;
const store = () =>
  new DuckDbReadings({ path, zone: 'Asia/Shanghai', limits: { memoryMb: 128, threads: 2 } });

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'liangshai-file-'));
  path = join(directory, 'readings.duckdb');
});
afterEach(() => rm(directory, { recursive: true }));

test('a second process on the same file is told at once who has it, and touches nothing', async () => {
  const first = store();
  await first.start();
  const second = `
    import { DuckDbReadings } from ${JSON.stringify(join(import.meta.dirname, 'readings.ts'))};
    const limits = { memoryMb: 64, threads: 1 };
    await new DuckDbReadings({ path: ${JSON.stringify(path)}, zone: 'UTC', limits }).start()
      .catch(({ name, code, message }) => console.log(JSON.stringify({ name, code, message })));`;
  const ran = spawnSync(process.execPath, ['--input-type=module', '-e', second], { encoding: 'utf8' });
  expect(JSON.parse(ran.stdout)).toEqual({
    name: 'LiangshaiError',
    code: 'store-locked',
    message: `${path} is in use by another process`,
  });
  await first.stop();
});

test('a file from a newer version is told, and stays as it is', async () => {
  const written = store();
  await written.start();
  await written.stop();
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run('UPDATE stored.version SET version = 99');
  connection.closeSync();
  instance.closeSync();
  await expect(store().start()).rejects.toMatchObject({ name: 'LiangshaiError', code: 'store-newer' });
});

test('a file of the version before is carried on: its sums by meter and day become those by project', async () => {
  const [monday, range] = [Date.parse('2026-03-02T00:00:00+08:00'), { fromMs: 0, toMs: Date.UTC(2027, 0) }];
  const series = ['m1', 'm2', 'm3'].map((meter, index) => ({
    meter,
    project: index < 2 ? 'a' : 'b',
    startMs: monday,
    kwh: Float64Array.of(1, 2, index),
    measured: Float64Array.of(1, 0.5, index / 4),
    edits: new Uint16Array(3),
  }));
  const written = store();
  await written.start();
  await written.writeEnergy(series);
  const expected = await written.projectEnergy(['a', 'b'], range, 'day');
  await written.stop();
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run(`
    CREATE OR REPLACE TABLE stored.energy_day AS
      SELECT meter, project, make_timestamp_ms(${monday})::TIMESTAMP_MS AS time, sum(kwh) AS kwh,
        avg(measured) AS measured, count(*)::INTEGER AS intervals FROM stored.energy GROUP BY meter, project;
    UPDATE stored.version SET version = 2;`);
  connection.closeSync();
  instance.closeSync();
  const carried = store();
  await carried.start();
  expect(await carried.projectEnergy(['a', 'b'], range, 'day')).toEqual(expected);
  await carried.writeEnergy(series);
  expect(await carried.projectEnergy(['a', 'b'], range, 'day')).toEqual(expected);
  await carried.stop();
});

test.each([
  ['that is no DuckDB file', Buffer.from('not a database '.repeat(1000))],
  ['that is cut off', null],
])('a file %s is told, and stays as it is', async (_name, bytes) => {
  if (bytes === null) {
    const written = store();
    await written.start();
    await written.stop();
    await writeFile(path, (await readFile(path)).subarray(0, 9000));
  } else await writeFile(path, bytes);
  const before = await readFile(path);
  await expect(store().start()).rejects.toMatchObject({ name: 'LiangshaiError', code: 'store-corrupt' });
  expect(await readFile(path)).toEqual(before);
});

test('months that are dropped give their room to those that come', async () => {
  const kept = store();
  await kept.start();
  const sizes: number[] = [];
  for (let month = 0; month < 8; month++) {
    const beginMs = Date.UTC(2026, month);
    const readings = Array.from({ length: 60_000 }, (_, index) => ({
      meter: `m${index % 20}`,
      project: 'p',
      timeMs: beginMs + Math.floor(index / 20) * 600_000,
      receivedMs: beginMs,
      energyKwh: Math.sin(index * (month + 1)) * 1000,
      powerKw: Math.cos(index * (month + 1)),
      voltageV: null,
      currentA: null,
      powerFactor: null,
    }));
    await kept.write(readings, beginMs);
    await kept.dropReadingsBefore(beginMs - 35 * day);
    sizes.push((await stat(path)).size);
  }
  await kept.stop();
  expect((await stat(path)).size).toBeLessThan(2.5 * Math.max(...sizes.slice(0, 3), 1_000_000));
});
