import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Identifier } from '../../model/scalar.ts';
import { DuckDbReadings } from '../../store/duckdb/readings.ts';
import { InfluxReadings } from '../../store/influx/readings.ts';
import { hasInfluxd, InfluxServer } from '../../store/influx/server.fixture.ts';
import { setUpInflux } from '../../store/influx/set-up.ts';
import { PostgresRecords } from '../../store/postgres/records.ts';
import { hasPostgres, PostgresServer } from '../../store/postgres/server.fixture.ts';
import type { ReadingsStore } from '../../store/readings.ts';
import type { RecordsStore } from '../../store/records.ts';
import { SqliteRecords } from '../../store/sqlite/records.ts';
import { cityOf, meter } from '../differential/registry.ts';

/** Each means something to one of the languages that a text passes through: SQL, InfluxQL, line protocol, shells, HTML. */
const hostile = [
  `'; DROP TABLE projects; --`,
  `" OR "1"="1`,
  `x" FROM "reading"; DROP MEASUREMENT "reading"; --`,
  '/.*/',
  'a,b=c d e=1i 1',
  'two\nreading,meter=M1 energy_kwh=0 1',
  'back\\',
  'back\\"',
  '$(reboot)`reboot`',
  '<script>alert(1)</script>',
  '=HYPERLINK("http://x","y")',
  '../../etc/passwd',
  '%00%0a',
];

test.each(hostile)('%j is no id', (text) => {
  expect(Identifier.safeParse(text).success).toBe(false);
});

const zone = 'Asia/Shanghai';
const nowMs = Date.parse('2026-11-24T02:00:00Z');
const dayMs = Date.parse('2026-11-23T16:00:00Z');
const directory = mkdtempSync(path.join(tmpdir(), 'liangshai-hostile-'));
const ends: (() => Promise<void>)[] = [() => Promise.resolve(rmSync(directory, { recursive: true }))];
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

async function influx(): Promise<ReadingsStore> {
  const server = await InfluxServer.start();
  ends.push(() => server.stop());
  const options = { url: server.url, database: `it's "a" city`, org: null, token: null, timeoutMs: 30_000 };
  await setUpInflux({ ...options, keepReadingsDays: 400 }, () => nowMs);
  return new InfluxReadings({ ...options, zone, nowMs: () => nowMs });
}

function duckDb(): Promise<ReadingsStore> {
  const limits = { memoryMb: 128, threads: 1 };
  return Promise.resolve(new DuckDbReadings({ path: path.join(directory, `it's.duckdb`), zone, limits }));
}

describe.each([['DuckDB', duckDb] as const, ...(hasInfluxd ? [['InfluxDB', influx] as const] : [])])(
  '%s',
  (_, open) => {
    let store: ReadingsStore;
    beforeAll(async () => {
      store = await open();
      await store.start();
      ends.push(() => store.stop());
    }, 60_000);

    test('keeps any name as it is, and nothing else happens', async () => {
      const row = {
        district: 'HS',
        department: 'HB',
        timeMs: dayMs,
        districtName: '海曙区',
        departmentName: '住建局',
        category: 'housing',
        stage: 'construction' as const,
        longitude: null,
        latitude: null,
        totalInvestmentWan: null,
        annualPlanWan: null,
      };
      await store.writeProjects(hostile.map((name, n) => ({ ...row, project: `P${n}`, name })));
      const names = new Map<string, string>();
      await store.dump(async ({ projects, readings }) => {
        for (const { project, name } of projects) names.set(project, name);
        expect(readings).toEqual([]);
      });
      expect(hostile.map((_name, n) => names.get(`P${n}`))).toEqual(hostile);
    });

    test('asks for nothing but what an id says', async () => {
      const reading = {
        meter: 'M1',
        project: 'P1',
        timeMs: nowMs,
        receivedMs: nowMs,
        energyKwh: 1,
        powerKw: null,
        voltageV: null,
        currentA: null,
        powerFactor: null,
      };
      await store.write([reading], nowMs);
      expect((await store.latest(hostile)).size).toBe(0);
      expect([...(await store.latest(['M1'])).keys()]).toEqual(['M1']);
    });
  },
);

function sqlite(): Promise<RecordsStore> {
  return Promise.resolve(new SqliteRecords(path.join(directory, `it's.sqlite`)));
}

async function postgres(): Promise<RecordsStore> {
  const server = await PostgresServer.start();
  ends.push(() => server.stop());
  await server.run('postgres', 'CREATE DATABASE hostile');
  return new PostgresRecords(server.url('hostile'));
}

describe.each([['SQLite', sqlite] as const, ...(hasPostgres ? [['PostgreSQL', postgres] as const] : [])])(
  '%s',
  (_, open) => {
    let store: RecordsStore;
    const act = { actor: `o'brien"; --`, atMs: nowMs };
    beforeAll(async () => {
      store = await open();
      await store.start();
      ends.push(() => store.stop());
    }, 60_000);

    test('keeps any name as it is', async () => {
      const meters = hostile.map((_name, n) => meter(`M${n}`, { project: `P${n}` }));
      const city = cityOf(meters);
      const projects = city.projects.map((project, n) => ({ ...project, name: hostile[n]! }));
      await store.importRegistry({ ...city, projects }, act);
      const names = new Map((await store.registry()).projects.map(({ id, name }) => [id, name]));
      expect(projects.map(({ id }) => names.get(id))).toEqual(hostile);
    });

    test('quarantines any topic, sender and reason as they are, and finds them by them', async () => {
      await store.quarantine(
        hostile.map((text) => ({
          receivedMs: nowMs,
          topic: text,
          sender: text,
          code: 'unreadable' as const,
          detail: text,
          payload: Buffer.from(text),
        })),
      );
      for (const text of hostile) {
        const found = await store.quarantined({ topic: text, sender: text, limit: 100 });
        expect(found.map(({ detail }) => detail)).toEqual([text]);
      }
    });
  },
);
