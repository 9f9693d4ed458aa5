import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { liangshai } from '../../tests/liangshai-process.ts';
import { parseConfiguration } from '../config.ts';
import { checkUp } from './checkup.ts';
import type { Diagnosis } from './diagnosis.ts';

const nowMs = Date.parse('2026-11-24T08:00:00Z');
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'doctor-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function look(yaml: string, at = nowMs): Promise<Diagnosis[]> {
  const configuration = parseConfiguration(`http: { port: 0 }\n${yaml}`, 'liangshai.yaml');
  const data = path.join(directory, 'data');
  return checkUp({ configuration: { ...configuration, data }, nowMs: () => at });
}

const closed = 'mqtt: { host: 127.0.0.1, port: 0 }';
const of = (found: readonly Diagnosis[], what: string) => found.find((one) => one.of === what);

function certificate(name: string, days: number): { certificateFile: string; keyFile: string } {
  const [keyFile, certificateFile] = [
    path.join(directory, `${name}.key`),
    path.join(directory, `${name}.pem`),
  ];
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', `/CN=${name}`];
  const files = ['-keyout', keyFile, '-out', certificateFile];
  execFileSync('openssl', ['req', '-x509', ...made, ...files, '-days', String(days)], { stdio: 'ignore' });
  return { certificateFile, keyFile };
}

test('an empty installation is well, and looking at it makes no database', async () => {
  const found = await look(closed);
  expect(found.filter(({ health }) => health === 'bad')).toEqual([]);
  expect(of(found, 'store sqlite')?.said).toBe('is made at the first start');
  expect(of(found, 'paging')).toMatchObject({ health: 'warning', todo: 'configure paging.channels' });
});

test('a port that another program holds is named with its key', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const found = await look(`mqtt: { host: 127.0.0.1, port: ${port} }`);
  other.close();
  expect(of(found, 'port mqtt.port')).toMatchObject({ health: 'bad', todo: 'end it, or change mqtt.port' });
});

test.each([
  ['is valid for long', 400, 'good'],
  ['expires within a month', 20, 'warning'],
] as const)('a certificate that %s is %s', async (_name, days, health) => {
  const { certificateFile, keyFile } = certificate('door', days);
  const tls = `tls: { port: 0, certificateFile: ${certificateFile}, keyFile: ${keyFile} }`;
  const found = await look(`mqtt: { host: 127.0.0.1, port: 0, ${tls} }`, Date.now());
  expect(of(found, 'certificate mqtt.tls')).toMatchObject({ health });
});

test('a certificate that has expired is bad, and so is one with the key of another', async () => {
  const { certificateFile, keyFile } = certificate('door', 1);
  const other = certificate('other', 1);
  const yaml = (key: string) =>
    `mqtt: { host: 127.0.0.1, port: 0, tls: { port: 0, certificateFile: ${certificateFile}, keyFile: ${key} } }`;
  const later = Date.now() + 5 * 86_400_000;
  expect(of(await look(yaml(keyFile), later), 'certificate mqtt.tls')?.said).toMatch(/expired \d days ago/);
  expect(of(await look(yaml(other.keyFile)), 'certificate mqtt.tls')?.said).toMatch(/is not the key of/);
});

test('a secret that everybody can read is a warning, one that is empty or missing is bad', async () => {
  await writeFile(path.join(directory, 'token'), 'word\n', { mode: 0o644 });
  await chmod(directory, 0o755);
  const influx = (file: string) =>
    `${closed}\nstore: { readings: { engine: influxdb, url: 'http://127.0.0.1:9', tokenFile: ${file} } }`;
  const key = 'file store.readings.tokenFile';
  const open = of(await look(influx(path.join(directory, 'token'))), key);
  expect(open).toMatchObject({ health: 'warning', todo: `chmod o-r ${path.join(directory, 'token')}` });
  await chmod(path.join(directory, 'token'), 0o600);
  expect(of(await look(influx(path.join(directory, 'token'))), key)?.health).toBe('good');
  await writeFile(path.join(directory, 'token'), '');
  expect(of(await look(influx(path.join(directory, 'token'))), key)?.health).toBe('bad');
  expect(of(await look(influx(path.join(directory, 'nowhere'))), key)?.health).toBe('bad');
});

test('a database server that does not answer is bad, in words that say what to do', async () => {
  const found = await look(`${closed}\nstore: { readings: { engine: influxdb, url: 'http://127.0.0.1:9' } }`);
  expect(of(found, 'store influxdb')).toMatchObject({ health: 'bad', todo: expect.stringMatching(/\w/) });
});

test('a file that is no database is bad', async () => {
  await mkdir(path.join(directory, 'data'));
  await writeFile(path.join(directory, 'data', 'records.sqlite'), 'no database at all'.repeat(100));
  expect(of(await look(closed, Date.now()), 'store sqlite')?.health).toBe('bad');
});

test('a clock that stands before what was already written is bad', async () => {
  await mkdir(path.join(directory, 'data'));
  const file = path.join(directory, 'data', 'readings.duckdb');
  await writeFile(file, '');
  await utimes(file, nowMs / 1000, nowMs / 1000 + 3 * 86_400);
  expect(of(await look(closed), 'clock')?.said).toContain('3.0 days before readings.duckdb');
});

test('a disk with less than the configured rest is bad', async () => {
  const found = await look(`${closed}\ningest: { freeDiskMegabytes: 1e9 }`);
  expect(of(found, 'data')).toMatchObject({ health: 'bad', todo: 'free or add space' });
});

test('the command exits with 0 when nothing is wrong and with 1 otherwise, each fault with what to do', async () => {
  await writeFile(path.join(directory, 'liangshai.yaml'), `http: { port: 0 }\n${closed}\n`);
  expect(await liangshai(directory, 'doctor')).toMatchObject({ code: 0, stderr: '' });
  const full = `http: { port: 0 }\n${closed}\ningest: { freeDiskMegabytes: 1e9 }\n`;
  await writeFile(path.join(directory, 'liangshai.yaml'), full);
  const { code, stdout, stderr } = await liangshai(directory, 'doctor');
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: 'liangshai: 1 thing is wrong (each line marked BAD says what to do)\n',
  });
  expect(stdout).toMatch(/^BAD {3}data: .*\n {6}→ free or add space$/m);
});
