import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { closingsContract } from '../closings.contract.ts';
import { pagesContract } from '../pages.contract.ts';
import { recordsContract } from '../records.contract.ts';
import { PostgresRecords } from './records.ts';
import { hasPostgres, PostgresServer, withoutPostgres } from './server.fixture.ts';

test.each(['', 'not an address', 'https://u@127.0.0.1/records', 'postgres:records'])(
  'what is no address of a database is told, and not repeated: %j',
  (text) => {
    expect(() => new PostgresRecords(text)).toThrow(
      expect.objectContaining({ name: 'LiangshaiError', code: 'store-address' }),
    );
  },
);

// Much faster than another database for each test.
const empty = 'DROP SCHEMA public CASCADE; CREATE SCHEMA public';

describe.skipIf(!hasPostgres)(hasPostgres ? 'PostgreSQL' : withoutPostgres, () => {
  let server: PostgresServer;
  const open = async () => {
    const store = new PostgresRecords(server.url('postgres'));
    await store.start();
    return store;
  };
  const engine = {
    async fresh() {
      await server.run('postgres', empty);
      return open();
    },
    again: open,
    tamper: (sql: string) => server.run('postgres', sql),
    close: async () => undefined,
  };

  beforeAll(async () => {
    server = await PostgresServer.start();
  });
  afterAll(() => server.stop());

  describe('records', () => recordsContract(engine));
  describe('pages', () => pagesContract(engine));
  describe('closings', () => closingsContract(engine));

  test('two services that start at once on an empty database migrate it once', async () => {
    await server.run('postgres', empty);
    const stores = await Promise.all([open(), open(), open()]);
    expect(await Promise.all(stores.map((store) => store.changes()))).toEqual([0, 0, 0]);
    await Promise.all(stores.map((store) => store.stop()));
  });

  test.each([
    ['a database that is not there', () => server.url('nowhere'), 'store-missing'],
    ['a user that is not there', () => server.url('postgres', 'nobody'), 'store-login'],
    ['a server without TLS', () => `${server.url('postgres')}?sslmode=require`, 'store-tls'],
    ['a server that is not there', () => 'postgresql://u@127.0.0.1:9/records', 'store-unreachable'],
  ])('%s is told at the start', async (_name, url, code) => {
    await expect(new PostgresRecords(url()).start()).rejects.toMatchObject({ name: 'LiangshaiError', code });
  });

  describe('while it is in use', () => {
    const note = { actor: 'ada', atMs: 1, project: 'P1', what: 'note', text: '现场已核实' } as const;
    let store: PostgresRecords;
    beforeEach(async () => {
      await server.run('postgres', empty);
      store = new PostgresRecords(server.url('postgres'), 500);
      await store.start();
      return () => store.stop();
    });

    test('a server that hangs in the middle of a transaction is told, and nothing of it is kept', async () => {
      await store.addProjectEvent(note);
      const other = new pg.Client(server.url('postgres'));
      await other.connect();
      // Whoever holds the end of the chains lets no other writer get on.
      await other.query('BEGIN; SELECT * FROM chains FOR UPDATE');
      await expect(store.addProjectEvent({ ...note, text: 'lost' })).rejects.toMatchObject({
        name: 'LiangshaiError',
        code: 'store-unreachable',
      });
      await other.query('COMMIT');
      await other.end();
      await store.addProjectEvent({ ...note, text: '复核' });
      expect((await store.projectEvents(['P1'])).map(({ text }) => text)).toEqual(['现场已核实', '复核']);
      expect((await store.verify()).map(({ brokenAt }) => brokenAt)).not.toContainEqual(expect.any(Number));
    });

    test('a server that crashes and comes back is used again, and has what was written', async () => {
      await store.addProjectEvent(note);
      await server.crash();
      await expect(store.projectEvents(['P1'])).rejects.toMatchObject({ code: 'store-unreachable' });
      await expect(store.addProjectEvent(note)).rejects.toMatchObject({ code: 'store-unreachable' });
      await server.resume();
      await store.addProjectEvent(note);
      expect(await store.projectEvents(['P1'])).toHaveLength(2);
    });
  });

  test('a database of a newer version, or with tables of something else, is told and left as it was', async () => {
    const tables = async () => {
      const client = new pg.Client(server.url('postgres'));
      await client.connect();
      const { rows } = await client.query('SELECT table_name FROM information_schema.columns ORDER BY 1');
      await client.end();
      return rows;
    };
    await server.run('postgres', empty);
    await (await open()).stop();
    await server.run(
      'postgres',
      `INSERT INTO kysely_migration VALUES ('9999-later', '2030-01-01T00:00:00Z')`,
    );
    await expect(open()).rejects.toMatchObject({ code: 'store-newer' });

    await server.run('postgres', `${empty}; CREATE TABLE projects (something integer)`);
    await expect(open()).rejects.toMatchObject({ code: 'store-foreign' });
    expect((await tables()).filter(({ table_name: name }) => name === 'projects')).toHaveLength(1);
    expect((await tables()).filter(({ table_name: name }) => name === 'districts')).toEqual([]);
  });

  test('a user without rights is told at the start', async () => {
    await server.run('postgres', 'CREATE ROLE guest LOGIN');
    await server.run('postgres', `${empty}; GRANT USAGE ON SCHEMA public TO PUBLIC`);
    await expect(new PostgresRecords(server.url('postgres', 'guest')).start()).rejects.toMatchObject({
      code: 'store-rights',
    });
  });
});
