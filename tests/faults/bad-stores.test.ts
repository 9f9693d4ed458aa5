import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasInfluxd, InfluxServer, withoutInfluxd } from '../../store/influx/server.fixture.ts';
import { hasPostgres, PostgresServer, withoutPostgres } from '../../store/postgres/server.fixture.ts';
import { SqliteRecords } from '../../store/sqlite/records.ts';
import { type Answer, liangshai, scratchDirectory } from '../liangshai-process.ts';

/** Each runs the whole program, which takes seconds on a busy machine. */
const timeout = 120_000;
let directory: string;
let remove: () => Promise<void>;

beforeEach(async () => {
  ({ directory, remove } = await scratchDirectory());
});
afterEach(() => remove());

/** Starts the service with these stores; what is not named is embedded. */
async function serve(stores: { readings?: object; records?: object }): Promise<Answer> {
  const store = JSON.stringify({
    readings: stores.readings ?? { engine: 'duckdb' },
    records: stores.records ?? { engine: 'sqlite' },
  });
  await writeFile(path.join(directory, 'liangshai.yaml'), `mqtt: { port: 0 }\nstore: ${store}\n`);
  return liangshai(directory, 'serve', '--only', 'rules');
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

const noise = Buffer.from('not a database '.repeat(1000));

test.each([
  ['readings.duckdb', /damaged or no DuckDB file/],
  ['records.sqlite', /no SQLite file/],
])('a damaged %s: told in one line, and left as it was', { timeout }, async (name, words) => {
  const file = await inData(name, noise);
  expectOneLine(await serve({}), words, /liangshai restore/);
  expect(await readFile(file)).toEqual(noise);
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
  const file = await inData('records.sqlite', Buffer.alloc(0));
  const written = new SqliteRecords(file);
  await written.start();
  await written.stop();
  const database = new DatabaseSync(file);
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

test('an InfluxDB that is not there: told in one line', { timeout }, async () => {
  const readings = { engine: 'influxdb', url: 'http://127.0.0.1:9' };
  expectOneLine(await serve({ readings }), /does not answer/, /store\.readings\.url/);
});

test('a PostgreSQL that is not there: told in one line', { timeout }, async () => {
  await writeFile(path.join(directory, 'url'), 'postgres://ada@127.0.0.1:9/city');
  const records = { engine: 'postgresql', urlFile: 'url' };
  expectOneLine(await serve({ records }), /does not answer/, /store\.records\.urlFile/);
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
