import { once } from 'node:events';
import { createServer } from 'node:http';
import { beforeAll, describe, expect, test } from 'vitest';
import { InfluxReadings } from './readings.ts';
import { hasInfluxd, InfluxServer, withoutInfluxd } from './server.fixture.ts';
import { setUpInflux } from './set-up.ts';

const options = (
  url: string,
  over: { database?: string; token?: string | null; org?: string | null } = {},
) => ({
  url,
  database: 'city',
  org: null,
  token: null,
  timeoutMs: 5_000,
  ...over,
});
const start = (given: ReturnType<typeof options>) =>
  new InfluxReadings({ ...given, zone: 'Asia/Shanghai', nowMs: Date.now }).start();

describe.skipIf(!hasInfluxd)(hasInfluxd ? 'InfluxDB 1.x with users' : withoutInfluxd, () => {
  let server: InfluxServer;
  beforeAll(async () => {
    server = await InfluxServer.start({ auth: true });
    const q = `CREATE USER "admin" WITH PASSWORD 'sesame' WITH ALL PRIVILEGES`;
    await fetch(`${server.url}/query`, { method: 'POST', body: new URLSearchParams({ q }) });
    return () => server.stop();
  });

  test('a database is made ready with the right user, and again without harm', async () => {
    const given = { ...options(server.url, { token: 'admin:sesame' }), keepReadingsDays: 400 };
    await setUpInflux(given, Date.now);
    expect(await setUpInflux({ ...given, keepReadingsDays: 100 }, Date.now)).toEqual([
      'database city',
      'retention policy raw: raw readings stay 100 days',
    ]);
    await start(given);
  });

  test.each([
    ['a wrong password', { token: 'admin:wrong' }, 'store-login'],
    ['no password', { token: null }, 'store-login'],
    ['a database that is not there', { token: 'admin:sesame', database: 'nowhere' }, 'store-missing'],
  ])('%s is told at the start', async (_name, over, code) => {
    await expect(start(options(server.url, over))).rejects.toMatchObject({ name: 'LiangshaiError', code });
  });
});

test('a server that is not there is told at the start', async () => {
  await expect(start(options('http://127.0.0.1:9'))).rejects.toMatchObject({ code: 'store-unreachable' });
  await expect(
    setUpInflux({ ...options('http://127.0.0.1:9'), keepReadingsDays: 1 }, Date.now),
  ).rejects.toMatchObject({ code: 'store-unreachable' });
});

test('a server that is no InfluxDB is told', async () => {
  const server = createServer((_request, response) => response.end('<html>'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as { port: number };
  await expect(
    setUpInflux({ ...options(`http://127.0.0.1:${port}`), keepReadingsDays: 1 }, Date.now),
  ).rejects.toMatchObject({ code: 'store-not-influx' });
  server.close();
});
