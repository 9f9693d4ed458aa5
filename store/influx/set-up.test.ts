import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
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

// No package has a 2.x to run here: this one answers as its API is documented.
test('in 2.x buckets are made with their retention and mapped to the database, and again without harm', async () => {
  const idOf = (name: unknown) => `id-${String(name).replace('/', '-')}`;
  const made: { path: string; body: Record<string, unknown> }[] = [];
  const server = createServer(async (request, response) => {
    response.setHeader('x-influxdb-version', 'v2.7.6');
    const { pathname, searchParams } = new URL(request.url!, 'http://influx');
    const body = await text(request);
    if (request.method !== 'GET') {
      const sent = JSON.parse(body) as Record<string, unknown>;
      made.push({ path: `${request.method} ${pathname}`, body: sent });
      response.end(JSON.stringify({ id: idOf(sent.name) }));
    } else if (pathname === '/api/v2/orgs') {
      response.end(JSON.stringify({ orgs: searchParams.get('org') === 'city' ? [{ id: 'o1' }] : [] }));
    } else if (pathname === '/api/v2/buckets') {
      const there = made.some(({ body: { name } }) => name === searchParams.get('name'));
      response.end(JSON.stringify({ buckets: there ? [{ id: idOf(searchParams.get('name')) }] : [] }));
    } else if (pathname === '/api/v2/dbrps') {
      const mapped = made.filter(
        ({ body: { retention_policy } }) => retention_policy === searchParams.get('rp'),
      );
      response.end(JSON.stringify({ content: mapped.map((one) => one.body) }));
    } else response.end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as { port: number };
  const given = {
    ...options(`http://127.0.0.1:${port}`, { org: 'city', token: 't' }),
    keepReadingsDays: 400,
  };
  await setUpInflux(given, Date.now);
  expect(made.map(({ path, body }) => [path, body.name ?? body.retention_policy])).toEqual([
    ['POST /api/v2/buckets', 'city'],
    ['POST /api/v2/dbrps', 'autogen'],
    ['POST /api/v2/buckets', 'city/raw'],
    ['POST /api/v2/dbrps', 'raw'],
  ]);
  expect(made[2]?.body.retentionRules).toEqual([{ type: 'expire', everySeconds: 400 * 86_400 }]);
  made.length = 4;
  await setUpInflux(given, Date.now);
  expect(made.slice(4).map(({ path }) => path)).toEqual([
    'PATCH /api/v2/buckets/id-city',
    'PATCH /api/v2/buckets/id-city-raw',
  ]);
  await expect(setUpInflux({ ...given, org: 'nowhere' }, Date.now)).rejects.toMatchObject({
    code: 'store-org',
  });
  server.close();
});
