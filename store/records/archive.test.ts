import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Readable } from 'node:stream';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PostgresRecords } from '../postgres/records.ts';
import { hasPostgres, PostgresServer, withoutPostgres } from '../postgres/server.fixture.ts';
import type { ArchivedRows, RecordsStore } from '../records.ts';
import { SqliteRecords } from '../sqlite/records.ts';
import { countedTables } from './archive.ts';

/*
 * Asked of the database itself, not of a list in the program: a table that a migration adds and the archive forgets
 * would be lost by every backup, and nobody would know until it is needed.
 */

/** What no backup has: nobody wants a session back, and the migrations are the program's. */
const left = ['sessions', 'kysely_migration', 'kysely_migration_lock'];

interface Column {
  name: string;
  type: string;
}

let directory: string;
const file = (name: string) => join(directory, `${name}.sqlite`);
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'liangshai-archive-'));
});
afterAll(() => rm(directory, { recursive: true }));

function tablesOf(database: DatabaseSync): Map<string, Column[]> {
  const names = database
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .all()
    .map(({ name }) => String(name))
    .filter((name) => !left.includes(name));
  return new Map(
    names.map((table) => [
      table,
      database
        .prepare(`PRAGMA table_info("${table}")`)
        .all()
        .map(({ name, type }) => ({ name: String(name), type: String(type).toLowerCase() })),
    ]),
  );
}

/** Something in every column, of another value in each row; nothing that one of the engines would round or pad. */
function valueFor({ type }: Column, row: number): string | number | Uint8Array {
  if (type.startsWith('text')) return `字 ${row}`;
  if (type === 'blob') return Uint8Array.of(0, 255, row);
  if (type.startsWith('double')) return row + 0.1;
  return row;
}

/** A store with rows in every table that its migrations made. */
async function filled(
  path: string,
): Promise<{ store: SqliteRecords; counts: [table: string, rows: number][] }> {
  const store = new SqliteRecords(path);
  await store.start();
  const database = new DatabaseSync(path);
  const tables = tablesOf(database);
  for (const [table, columns] of tables) {
    for (const row of [2, 1]) {
      const names = columns.map(({ name }) => `"${name}"`).join(', ');
      const places = columns.map(() => '?').join(', ');
      database
        .prepare(`INSERT INTO "${table}" (${names}) VALUES (${places})`)
        .run(...columns.map((column) => valueFor(column, row)));
    }
  }
  const counts = [...tables.keys()].map((table): [string, number] => [
    table,
    Number(database.prepare(`SELECT count(*) AS rows FROM "${table}"`).get()!.rows),
  ]);
  database.close();
  return { store, counts };
}

async function dumpOf(store: RecordsStore): Promise<string[]> {
  const lines: string[] = [];
  await store.dump(async (rows) => void lines.push(JSON.stringify(rows)));
  return lines;
}

function archiveOf(lines: readonly string[]): AsyncIterable<ArchivedRows> {
  return Readable.from(lines.map((line) => JSON.parse(line) as ArchivedRows));
}

const snakeCase = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

test('every table that the migrations make is in the archive, whole', async () => {
  const { store, counts } = await filled(file('whole'));
  const archived = (await dumpOf(store)).map((line) => JSON.parse(line) as ArchivedRows);
  await store.stop();
  expect(archived.map(({ table, rows }) => [snakeCase(table), rows.length]).sort()).toEqual(counts.sort());
});

test('what is loaded from an archive makes the same archive, byte by byte', async () => {
  const { store } = await filled(file('one'));
  const before = await dumpOf(store);
  await store.stop();
  const other = new SqliteRecords(file('other'));
  await other.start();
  await other.load(archiveOf(before));
  expect(await dumpOf(other)).toEqual(before);
  await other.stop();
});

describe.skipIf(!hasPostgres)(hasPostgres ? 'PostgreSQL' : withoutPostgres, () => {
  let server: PostgresServer;
  let client: pg.Client;
  let store: PostgresRecords;
  let before: string[];
  beforeAll(async () => {
    server = await PostgresServer.start();
    const { store: embedded } = await filled(file('embedded'));
    before = await dumpOf(embedded);
    await embedded.stop();
    store = new PostgresRecords(server.url('postgres'));
    await store.start();
    client = new pg.Client(server.url('postgres'));
    await client.connect();
    return async () => {
      await client.end();
      await store.stop();
      await server.stop();
    };
  });

  test('has the same tables, and what is loaded into it makes the same archive, byte by byte', async () => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
    );
    const archived = before.map((line) => snakeCase((JSON.parse(line) as ArchivedRows).table));
    expect(rows.map(({ name }) => name).filter((name) => !left.includes(name))).toEqual(archived.sort());
    await store.load(archiveOf(before));
    expect(await dumpOf(store)).toEqual(before);
  });

  test('counts the ids of every table that it counts on from what was loaded', async () => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND is_identity = 'YES' ORDER BY 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual(countedTables.map(snakeCase).sort());
    for (const { name } of rows) {
      const next = await client.query(`SELECT nextval(pg_get_serial_sequence($1, 'id'))::int AS id`, [name]);
      expect([name, next.rows]).toEqual([name, [{ id: 3 }]]);
    }
  });
});
