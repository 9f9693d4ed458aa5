import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closingsContract } from '../closings.contract.ts';
import { pagesContract } from '../pages.contract.ts';
import { recordsContract } from '../records.contract.ts';
import { PostgresRecords } from './records.ts';
import { hasPostgres, PostgresServer, withoutPostgres } from './server.fixture.ts';

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
    ['a server that is not there', () => 'postgresql://u@127.0.0.1:9/records', 'store-unreachable'],
  ])('%s is told at the start', async (_name, url, code) => {
    await expect(new PostgresRecords(url()).start()).rejects.toMatchObject({ name: 'LiangshaiError', code });
  });

  test('a user without rights is told at the start', async () => {
    await server.run('postgres', 'CREATE ROLE guest LOGIN');
    await server.run('postgres', `${empty}; GRANT USAGE ON SCHEMA public TO PUBLIC`);
    await expect(new PostgresRecords(server.url('postgres', 'guest')).start()).rejects.toMatchObject({
      code: 'store-rights',
    });
  });
});
