import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { PostgresServer } from '../../store/postgres/server.fixture.ts';
import { dayMs, energyOf, intervalMs } from './city.ts';
import type { Engine } from './engines.ts';

/*
 * What a user might pick instead: one table with a primary key in SQLite or PostgreSQL, written in batches with the
 * last one winning, and asked by plain SQL. Days are the city's, eight hours east of UTC.
 */
const eastMs = 8 * 3_600_000;
const rowsAtOnce = 20_000;

export async function sqlite(): Promise<Engine> {
  const directory = await mkdtemp(join(tmpdir(), 'liangshai-bench-'));
  const database = new DatabaseSync(join(directory, 'readings.sqlite'));
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE reading (meter TEXT, project TEXT, time INTEGER, received INTEGER, kwh REAL, kw REAL,
      PRIMARY KEY (meter, time)) WITHOUT ROWID;
    CREATE TABLE energy (project TEXT, meter TEXT, time INTEGER, kwh REAL, measured REAL,
      PRIMARY KEY (project, meter, time)) WITHOUT ROWID;`);
  const reading = database.prepare('INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?, ?, ?)');
  const energy = database.prepare('INSERT OR REPLACE INTO energy VALUES (?, ?, ?, ?, ?)');
  const rows = (sql: string, ...values: (string | number)[]) => database.prepare(sql).all(...values).length;
  return {
    name: 'SQLite',
    pid: null,
    writeBare: null,
    daysKept: async () => 0,
    async writeReadings(readings) {
      for (let from = 0; from < readings.length; from += rowsAtOnce) {
        database.exec('BEGIN');
        for (const one of readings.slice(from, from + rowsAtOnce)) {
          reading.run(one.meter, one.project, one.timeMs, one.receivedMs, one.energyKwh, one.powerKw);
        }
        database.exec('COMMIT');
      }
    },
    async writeEnergy(day) {
      database.exec('BEGIN');
      for (const { project, meter, startMs, kwh } of energyOf(day)) {
        for (const [index, value] of kwh.entries())
          energy.run(project, meter, startMs + index * intervalMs, value, 1);
      }
      database.exec('COMMIT');
    },
    latest: async () => rows('SELECT meter, max(time), kwh FROM reading GROUP BY meter'),
    dailyEnergy: async (fromMs, toMs) =>
      rows(
        `SELECT project, (time + ${eastMs}) / ${dayMs} AS day, sum(kwh), avg(measured) FROM energy
         WHERE time >= ? AND time < ? GROUP BY 1, 2`,
        fromMs,
        toMs,
      ),
    loadCurve: async (project, fromMs, toMs) =>
      rows(
        'SELECT time, sum(kwh) FROM energy WHERE project = ? AND time >= ? AND time < ? GROUP BY time',
        project,
        fromMs,
        toMs,
      ),
    overview: async (untilMs) =>
      rows(
        'SELECT time, sum(kwh) FROM energy WHERE time >= ? AND time < ? GROUP BY time',
        untilMs - dayMs,
        untilMs,
      ),
    async stop() {
      database.close();
      await rm(directory, { recursive: true });
    },
  };
}

export async function postgres(): Promise<Engine> {
  const server = await PostgresServer.start({ durable: true });
  const client = new pg.Client(server.url('postgres'));
  await client.connect();
  await client.query(`
    CREATE TABLE reading (meter text, project text, time bigint, received bigint, kwh float8, kw float8,
      PRIMARY KEY (meter, time));
    CREATE TABLE energy (project text, meter text, time bigint, kwh float8, measured float8,
      PRIMARY KEY (project, meter, time));`);
  const rows = async (sql: string, values: unknown[] = []) => (await client.query(sql, values)).rows.length;
  return {
    name: 'PostgreSQL 15',
    pid: server.pid,
    writeBare: null,
    daysKept: async () => 0,
    async writeReadings(readings) {
      for (let from = 0; from < readings.length; from += rowsAtOnce) {
        const part = readings.slice(from, from + rowsAtOnce);
        await client.query(
          `INSERT INTO reading SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::float8[],
             $6::float8[]) ON CONFLICT (meter, time) DO UPDATE SET kwh = excluded.kwh, kw = excluded.kw`,
          [
            part.map(({ meter }) => meter),
            part.map(({ project }) => project),
            part.map(({ timeMs }) => timeMs),
            part.map(({ receivedMs }) => receivedMs),
            part.map(({ energyKwh }) => energyKwh),
            part.map(({ powerKw }) => powerKw),
          ],
        );
      }
    },
    async writeEnergy(day) {
      for (const { project, meter, startMs, kwh } of energyOf(day)) {
        await client.query(
          `INSERT INTO energy SELECT $1, $2, $3::bigint + (i - 1) * ${intervalMs}, kwh, 1
           FROM unnest($4::float8[]) WITH ORDINALITY AS given (kwh, i)`,
          [project, meter, startMs, [...kwh]],
        );
      }
    },
    latest: () => rows('SELECT DISTINCT ON (meter) meter, time, kwh FROM reading ORDER BY meter, time DESC'),
    dailyEnergy: (fromMs, toMs) =>
      rows(
        `SELECT project, (time + ${eastMs}) / ${dayMs} AS day, sum(kwh), avg(measured) FROM energy
         WHERE time >= $1 AND time < $2 GROUP BY 1, 2`,
        [fromMs, toMs],
      ),
    loadCurve: (project, fromMs, toMs) =>
      rows(
        'SELECT time, sum(kwh) FROM energy WHERE project = $1 AND time >= $2 AND time < $3 GROUP BY time',
        [project, fromMs, toMs],
      ),
    overview: (untilMs) =>
      rows('SELECT time, sum(kwh) FROM energy WHERE time >= $1 AND time < $2 GROUP BY time', [
        untilMs - dayMs,
        untilMs,
      ]),
    async stop() {
      await client.end();
      await server.stop();
    },
  };
}
