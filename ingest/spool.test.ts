import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Reading } from '../model/reading.ts';
import type { QuarantinedMessage } from '../store/records.ts';
import { Spool } from './spool.ts';

const hour = 3_600_000;
let path: string;
let spool: Spool;

beforeEach(async () => {
  path = mkdtempSync(join(tmpdir(), 'spool-'));
  spool = await opened();
});

afterEach(async () => {
  await spool.stop();
  rmSync(path, { recursive: true });
});

async function opened(): Promise<Spool> {
  const spool = new Spool(path, () => undefined);
  await spool.start();
  return spool;
}

function reading(energyKwh: number, ageMs = 0): Reading {
  const receivedMs = 100 * hour;
  const values = { powerKw: null, voltageV: null, currentA: null, powerFactor: null };
  return { meter: 'M1', project: 'P1', timeMs: receivedMs - ageMs, receivedMs, energyKwh, ...values };
}

const message: QuarantinedMessage = {
  receivedMs: 5,
  topic: 'meters/M1/readings',
  sender: null,
  code: 'unreadable',
  detail: 'no JSON',
  payload: new Uint8Array([1, 2, 3]),
};

function energies(lane: 'live' | 'late'): (number | null)[] {
  return spool.takeReadings(lane, 1000).items.map((item) => item.energyKwh);
}

test('what was appended is there after a restart, in the order of arrival', async () => {
  await spool.append([reading(1), reading(2)], [message]);
  await spool.append([reading(3)], []);
  await spool.stop();
  spool = await opened();
  await spool.append([reading(4)], []);
  expect(energies('live')).toEqual([1, 2, 3, 4]);
  expect(spool.takeQuarantined(10).items).toEqual([message]);
  expect([spool.depth('live'), spool.depth('late'), spool.depth('quarantined')]).toEqual([4, 0, 1]);
});

test('what was removed is gone, also after a restart', async () => {
  await spool.append([reading(1)], []);
  await spool.append([reading(2)], []);
  await spool.remove('live', spool.takeReadings('live', 1));
  expect(energies('live')).toEqual([2]);
  await spool.stop();
  spool = await opened();
  expect(energies('live')).toEqual([2]);
  expect(spool.depth('live')).toBe(1);
});

test('a take ends with the group that fills it', async () => {
  for (const energy of [1, 2, 3]) await spool.append([reading(energy)], []);
  expect(spool.takeReadings('live', 2).items).toHaveLength(2);
});

test('the age of the oldest is that of the oldest receipt, and of nothing when all is stored', async () => {
  expect(spool.oldestMs('live')).toBeNull();
  await spool.append([reading(1)], []);
  expect(spool.oldestMs('live')).toBe(100 * hour);
});

test('late readings wait until the live ones that came before them are stored', async () => {
  await spool.append([reading(1)], []);
  await spool.append([reading(2, 2 * hour)], []);
  expect(energies('late')).toEqual([2]);
  expect(spool.lateMayGo()).toBe(false);
  await spool.remove('live', spool.takeReadings('live', 1));
  expect(spool.lateMayGo()).toBe(true);
});

test('live readings that came after a late one do not hold it up', async () => {
  await spool.append([reading(1, 2 * hour)], []);
  await spool.append([reading(2)], []);
  expect(spool.lateMayGo()).toBe(true);
});

/** Forty messages of a megabyte. */
async function appendMuch(): Promise<void> {
  const large = { ...message, payload: new Uint8Array(2 ** 20) };
  for (let i = 0; i < 40; i++) await spool.append([], [large]);
}

const fileMegabytes = () => statSync(join(path, 'data.mdb')).size / 2 ** 20;

test('after a backlog that was stored, the next start gives its disk back and goes on', async () => {
  await appendMuch();
  await spool.remove('quarantined', spool.takeQuarantined(40));
  await spool.stop();
  expect(fileMegabytes()).toBeGreaterThan(32);
  spool = await opened();
  expect(fileMegabytes()).toBe(16);
  await spool.append([reading(1)], []);
  await spool.stop();
  spool = await opened();
  expect(energies('live')).toEqual([1]);
});

test.runIf(process.platform === 'linux')('however far it grows, its file is mapped once', async () => {
  await appendMuch();
  const maps = readFileSync('/proc/self/maps', 'utf8').split('\n');
  expect(maps.filter((line) => line.endsWith(join(path, 'data.mdb')))).toHaveLength(1);
});

test('a large spool with a single reading left in it keeps it', async () => {
  await spool.append([reading(1)], []);
  await appendMuch();
  await spool.remove('quarantined', spool.takeQuarantined(40));
  await spool.stop();
  spool = await opened();
  expect(energies('live')).toEqual([1]);
});

test('after the stop nothing is taken', async () => {
  await spool.stop();
  await expect(spool.append([reading(1)], [])).rejects.toMatchObject({ code: 'ingest-closed' });
});

test('what was said to be durable is there after kill -9, in order and without a gap', async () => {
  const writer = spawn(process.execPath, [
    join(import.meta.dirname, 'spool-writer.fixture.ts'),
    join(path, 'killed'),
  ]);
  let said = '';
  const ended = new Promise((resolve) => writer.once('exit', resolve));
  writer.stdout.on('data', (bytes: Buffer) => {
    said += bytes.toString();
    if (said.split('\n').length > 300) writer.kill('SIGKILL');
  });
  await ended;
  const last = Number(said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1));
  const survivor = new Spool(join(path, 'killed'), () => undefined);
  await survivor.start();
  const numbers = survivor.takeReadings('live', Number.POSITIVE_INFINITY).items.map((item) => item.energyKwh);
  await survivor.stop();
  expect(last).toBeGreaterThanOrEqual(300);
  expect(numbers.length).toBeGreaterThanOrEqual(last);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});
