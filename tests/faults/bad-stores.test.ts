import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createSilentServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeCertificates } from '../../broker/certificates.fixture.ts';
import { hasInfluxd, InfluxServer, withoutInfluxd } from '../../store/influx/server.fixture.ts';
import { hasPostgres, PostgresServer, withoutPostgres } from '../../store/postgres/server.fixture.ts';
import { SqliteRecords } from '../../store/sqlite/records.ts';
import { type Answer, liangshai, liangshaiWith, scratchDirectory } from '../liangshai-process.ts';

/** Each runs the whole program, which takes seconds on a busy machine. */
const timeout = 120_000;
let directory: string;
let remove: () => Promise<void>;

beforeEach(async () => {
  ({ directory, remove } = await scratchDirectory());
});
afterEach(() => remove());

/** Starts the service with these stores; what is not named is embedded. */
async function serve(
  stores: { readings?: object; records?: object },
  environment: Record<string, string> = {},
): Promise<Answer> {
  const store = JSON.stringify({
    readings: stores.readings ?? { engine: 'duckdb' },
    records: stores.records ?? { engine: 'sqlite' },
  });
  await writeFile(path.join(directory, 'liangshai.yaml'), `mqtt: { port: 0 }\nstore: ${store}\n`);
  return liangshaiWith(environment, directory, 'serve', '--only', 'rules');
}

/** One line for a human that says what is wrong and what to do, and nothing else. */
function expectOneLine({ code, stderr }: Answer, ...words: RegExp[]): void {
  expect(stderr.trim().split('\n')).toHaveLength(1);
  for (const word of words) expect(stderr).toMatch(word);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(code).toBe(1);
}

async function inData(name: string, bytes: Uint8Array): Promise<string> {
  const file = path.join(directory, 'data', name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, bytes);
  return file;
}

/** Sound ones, without anything in them. */
async function recordsInData(): Promise<string> {
  const file = await inData('records.sqlite', Buffer.alloc(0));
  const written = new SqliteRecords(file);
  await written.start();
  await written.stop();
  return file;
}

const noise = Buffer.from('not a database '.repeat(1000));

test.each([
  ['readings.duckdb', /damaged or no DuckDB file/],
  ['records.sqlite', /no SQLite file/],
])('a damaged %s: told in one line, and left as it was', { timeout }, async (name, words) => {
  const file = await inData(name, noise);
  expectOneLine(await serve({}), words, /liangshai restore/);
  expect(await readFile(file)).toEqual(noise);
});

test('an empty readings.duckdb: told in one line, and left as it was', { timeout }, async () => {
  const file = await inData('readings.duckdb', Buffer.alloc(0));
  expectOneLine(await serve({}), /damaged or no DuckDB file/, /liangshai restore/);
  expect((await readFile(file)).length).toBe(0);
});

test('records with pages that are damaged: told in one line, and left as they were', {
  timeout,
}, async () => {
  const file = await recordsInData();
  const bytes = await readFile(file);
  const sound = 3 * 4096;
  bytes.fill(noise.subarray(0, bytes.length - sound), sound);
  await writeFile(file, bytes);
  expectOneLine(await serve({}), /damaged/, /liangshai restore/);
  expect(await readFile(file)).toEqual(bytes);
});

test('records that another process holds for itself: told in one line', { timeout }, async () => {
  const holder = new DatabaseSync(await recordsInData());
  holder.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  expectOneLine(await serve({}), /being written by another process/, /wait until/);
  holder.close();
});

test('readings of a newer version: told in one line, and left as they were', { timeout }, async () => {
  const written = path.join(directory, 'newer.duckdb');
  const instance = await DuckDBInstance.create(written);
  const connection = await instance.connect();
  await connection.run('CREATE SCHEMA stored; CREATE TABLE stored.version AS SELECT 99 AS version');
  connection.closeSync();
  instance.closeSync();
  const bytes = await readFile(written);
  const file = await inData('readings.duckdb', bytes);
  expectOneLine(await serve({}), /version 99/, /newer liangshai/);
  expect(await readFile(file)).toEqual(bytes);
});

test('records of a newer version: told in one line', { timeout }, async () => {
  const database = new DatabaseSync(await recordsInData());
  database.exec(`INSERT INTO kysely_migration VALUES ('9999-later', '2030-01-01T00:00:00Z')`);
  database.close();
  expectOneLine(await serve({}), /newer version/, /newer liangshai/);
});

describe('what answers is something else', () => {
  let server: Server;
  let url: string;
  beforeAll(async () => {
    server = createServer((_request, response) => response.end('<html>'));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  });
  afterAll(() => void server.close());

  test('no InfluxDB: told in one line', { timeout }, async () => {
    expectOneLine(
      await serve({ readings: { engine: 'influxdb', url } }),
      /no InfluxDB/,
      /store\.readings\.url/,
    );
  });
});

describe('what answers may be anybody', () => {
  let certificates: string;
  beforeAll(async () => {
    certificates = await mkdtemp(path.join(tmpdir(), 'liangshai-certificates-'));
    makeCertificates(certificates);
    return () => rm(certificates, { recursive: true });
  });
  const pem = (name: string) => readFile(path.join(certificates, name), 'utf8');

  test('InfluxDB with an untrusted certificate: told in one line', { timeout }, async () => {
    const tls = { cert: await pem('server.crt'), key: await pem('server.key') };
    const server = createTlsServer(tls, (_request, response) => void response.end());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const url = `https://127.0.0.1:${(server.address() as { port: number }).port}`;
    const answer = await serve({ readings: { engine: 'influxdb', url } });
    expectOneLine(answer, /certificate that is not trusted/, /NODE_EXTRA_CA_CERTS/);
    // What it says to do is what helps: the next thing that is wrong is no longer the certificate.
    const trusting = await serve(
      { readings: { engine: 'influxdb', url } },
      { NODE_EXTRA_CA_CERTS: path.join(certificates, 'ca.crt') },
    );
    expectOneLine(trusting, /no InfluxDB/);
    server.close();
  });

  test.runIf(hasPostgres)(
    `PostgreSQL with an untrusted certificate: told in one line${hasPostgres ? '' : withoutPostgres}`,
    { timeout },
    async () => {
      const server = await PostgresServer.start();
      await server.run('postgres', 'CREATE DATABASE city');
      await server.speakTls(await pem('server.crt'), await pem('server.key'));
      const url = `${server.url('city')}?sslmode=verify-full`;
      await writeFile(path.join(directory, 'url'), url);
      const records = { engine: 'postgresql', urlFile: 'url' };
      expectOneLine(await serve({ records }), /certificate that is not trusted/, /sslrootcert=FILE/);
      await writeFile(path.join(directory, 'url'), `${url}&sslrootcert=${certificates}/ca.crt`);
      expect(await liangshai(directory, 'meters', 'list')).toMatchObject({ code: 0, stderr: '' });
      await server.stop();
    },
  );
});

test('an InfluxDB that is not there: told in one line', { timeout }, async () => {
  const readings = { engine: 'influxdb', url: 'http://127.0.0.1:9' };
  expectOneLine(await serve({ readings }), /does not answer/, /store\.readings\.url/);
});

test('a PostgreSQL that is not there: told in one line', { timeout }, async () => {
  await writeFile(path.join(directory, 'url'), 'postgres://ada@127.0.0.1:9/city');
  const records = { engine: 'postgresql', urlFile: 'url' };
  expectOneLine(await serve({ records }), /does not answer/, /store\.records\.urlFile/);
});

test.each([
  ['PostgreSQL', 'store.records.urlFile'],
  ['InfluxDB', 'store.readings.url'],
])('%s that takes connections and says nothing: told in one line', { timeout }, async (engine, key) => {
  const server = createSilentServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const place = `127.0.0.1:${(server.address() as { port: number }).port}`;
  await writeFile(path.join(directory, 'url'), `postgres://ada@${place}/city`);
  const stores =
    engine === 'PostgreSQL'
      ? { records: { engine: 'postgresql', urlFile: 'url' } }
      : { readings: { engine: 'influxdb', url: `http://${place}` } };
  expectOneLine(await serve(stores), /does not answer/, new RegExp(RegExp.escape(key)));
  server.close();
});

test('no address of a PostgreSQL: told in one line, without what stands there', { timeout }, async () => {
  await writeFile(path.join(directory, 'url'), 'ada:sesame@host/city');
  const answer = await serve({ records: { engine: 'postgresql', urlFile: 'url' } });
  expectOneLine(answer, /no address of a PostgreSQL/, /postgresql:\/\/user:password@host/);
  expect(answer.stderr).not.toContain('sesame');
});

describe.skipIf(!hasInfluxd)(hasInfluxd ? 'InfluxDB' : withoutInfluxd, () => {
  let server: InfluxServer;
  beforeAll(async () => {
    server = await InfluxServer.start({ auth: true });
    const q = `CREATE USER "admin" WITH PASSWORD 'sesame' WITH ALL PRIVILEGES`;
    await fetch(`${server.url}/query`, { method: 'POST', body: new URLSearchParams({ q }) });
    return () => server.stop();
  });

  test.each([
    ['a wrong token', 'admin:wrong', /does not accept the token/, /store\.readings\.tokenFile/],
    ['a database that is not there', 'admin:sesame', /database not found/, /liangshai init --influx/],
  ])('%s: told in one line', { timeout }, async (_name, token, what, hint) => {
    await writeFile(path.join(directory, 'token'), token);
    const readings = { engine: 'influxdb', url: server.url, database: 'nowhere', tokenFile: 'token' };
    expectOneLine(await serve({ readings }), what, hint);
  });
});

describe.skipIf(!hasPostgres)(hasPostgres ? 'PostgreSQL' : withoutPostgres, () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await PostgresServer.start();
    return () => server.stop();
  });

  test('a database that is not there: told in one line', { timeout }, async () => {
    await writeFile(path.join(directory, 'url'), server.url('nowhere'));
    const records = { engine: 'postgresql', urlFile: 'url' };
    expectOneLine(await serve({ records }), /no such database/, /createdb/);
  });
});
