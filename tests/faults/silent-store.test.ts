import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PostgresRecords } from '../../store/postgres/records.ts';
import { hasPostgres, PostgresServer, withoutPostgres } from '../../store/postgres/server.fixture.ts';
import { WeakLink } from './weak-link.ts';

/** A network that has forgotten a connection tells nobody. */
const silenceMs = 500;

describe.runIf(hasPostgres)(hasPostgres ? 'PostgreSQL' : withoutPostgres, () => {
  let server: PostgresServer;
  let link: WeakLink;
  let records: PostgresRecords;

  beforeAll(async () => {
    server = await PostgresServer.start();
    await server.run('postgres', 'CREATE DATABASE liangshai');
    link = await WeakLink.to(server.port);
    const url = new URL(server.url('liangshai'));
    url.port = String(link.port);
    records = new PostgresRecords(url.href, silenceMs);
    await records.start();
  });
  afterAll(async () => {
    await records?.stop();
    await link?.stop();
    await server?.stop();
  });

  test('a query that nobody answers ends, and its connection is not asked again', async () => {
    const changes = await records.changes();
    link.lose();
    await expect(records.changes()).rejects.toThrow(/does not answer/);
    expect(await records.changes()).toBe(changes);
  });
});
