import { afterAll, beforeAll, expect, test } from 'vitest';
import { type City, openCity, password } from './city.fixture.ts';

let city: City;

beforeAll(async () => {
  city = await openCity();
  await city.api.start();
});
afterAll(() => city.stop());

function signIn(user: string, tried: string, remoteAddress = '10.0.0.1') {
  return city.api.server.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { user, password: tried },
    remoteAddress,
  });
}

test('signing in sets a cookie that scripts cannot read and other sites cannot send', async () => {
  const answer = await signIn('district', password);
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toEqual({
    user: 'district',
    role: 'district',
    scope: { kind: 'district', id: 'HS', name: '海曙区' },
    mustChangePassword: false,
    expiresMs: city.clock.nowMs + 12 * 3_600_000,
  });
  expect(answer.headers['set-cookie']).toMatch(
    /^liangshai_session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Strict$/,
  );
});

test('nobody is signed in without a cookie, with a forged one, or after signing out', async () => {
  const who = (cookie?: string) =>
    city.api.server.inject({ url: '/api/v1/session', headers: cookie === undefined ? {} : { cookie } });
  expect((await who()).json().code).toBe('not-signed-in');
  expect((await who('liangshai_session=forged')).statusCode).toBe(401);
  const cookie = await city.cookie('viewer');
  expect((await who(cookie)).json().user).toBe('viewer');
  const out = await city.api.server.inject({ method: 'DELETE', url: '/api/v1/session', headers: { cookie } });
  expect(out.statusCode).toBe(204);
  expect((await who(cookie)).statusCode).toBe(401);
});

test('a session ends after twelve hours without use, and lasts while it is used', async () => {
  const used = await city.cookie('viewer');
  const unused = await city.cookie('viewer');
  const before = city.clock.nowMs;
  const status = async (cookie: string) =>
    (await city.api.server.inject({ url: '/api/v1/session', headers: { cookie } })).statusCode;
  city.clock.nowMs += 7 * 3_600_000;
  expect(await status(used)).toBe(200);
  city.clock.nowMs += 6 * 3_600_000;
  expect([await status(used), await status(unused)]).toEqual([200, 401]);
  city.clock.nowMs = before;
});

test('a one-time password lets one look and change it, and nothing else; the change ends other sessions', async () => {
  const act = { actor: 'system', atMs: city.clock.nowMs };
  const user = await city.records.user('admin');
  await city.records.putUser({ ...user!, name: 'fresh', mustChangePassword: true }, act);
  const cookieOf = (answer: Awaited<ReturnType<typeof signIn>>) =>
    `liangshai_session=${answer.cookies[0]?.value}`;
  const other = cookieOf(await signIn('fresh', password));
  const cookie = cookieOf(await signIn('fresh', password));
  const call = (method: 'GET' | 'POST' | 'PUT', url: string, payload: object, by = cookie) =>
    city.api.server.inject({ method, url, headers: { cookie: by }, ...(method !== 'GET' && { payload }) });

  expect((await call('GET', '/api/v1/overview', {})).statusCode).toBe(200);
  expect((await call('POST', '/api/v1/quarantine/replay', {})).json().code).toBe('password-change-needed');
  const change = (newPassword: string) => call('PUT', '/api/v1/session/password', { password, newPassword });
  expect((await change('short')).json()).toMatchObject({ status: 400, code: 'invalid-request' });
  expect((await change(password)).json().code).toBe('password-unchanged');
  const changed = await change('another four words to keep');
  expect(changed.json()).toMatchObject({ user: 'fresh', mustChangePassword: false });
  expect((await call('GET', '/api/v1/overview', {}, other)).statusCode).toBe(401);
  expect((await call('POST', '/api/v1/quarantine/replay', {}, cookieOf(changed))).statusCode).toBe(200);
});

test('an unknown name and a wrong password are refused in the same words', async () => {
  const [unknown, wrong] = [await signIn('nobody', password), await signIn('admin', 'wrong')];
  expect(unknown.statusCode).toBe(401);
  expect(unknown.json()).toEqual(wrong.json());
});

test('the fifth wrong password from one place locks the name there, though not elsewhere, and the lock is audited', async () => {
  const results: number[] = [];
  for (let i = 0; i < 6; i++) results.push((await signIn('supervisor', 'wrong', '10.0.0.2')).statusCode);
  expect(results).toEqual([401, 401, 401, 401, 401, 429]);
  const locked = await signIn('supervisor', password, '10.0.0.2');
  expect(locked.json().code).toBe('too-many-attempts');
  expect(Number(locked.headers['retry-after'])).toBe(30);
  expect((await signIn('supervisor', password, '10.0.0.3')).statusCode).toBe(200);
  const [, lock] = await city.records.audited({ limit: 2 });
  expect(lock).toMatchObject({ action: 'sign-in-locked', subject: 'supervisor', detail: { seconds: 30 } });
  city.clock.nowMs += 30_000;
  expect((await signIn('supervisor', password, '10.0.0.2')).statusCode).toBe(200);
});

test('many attempts at once get no further than many in a row', async () => {
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => signIn('department', 'wrong', '10.0.0.4')),
  );
  expect(answers.filter(({ statusCode }) => statusCode === 401)).toHaveLength(5);
  expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(7);
});

test.each([
  ['a page of another site', { 'sec-fetch-site': 'cross-site' }, 403],
  ['a page of a neighbouring site', { 'sec-fetch-site': 'same-site' }, 403],
  ['an older browser on another site', { origin: 'https://elsewhere.example' }, 403],
  ['the board', { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:80' }, 200],
  ['an older browser on the board', { origin: 'http://localhost:80' }, 200],
  ['a program', {}, 200],
])('a change asked for by %s', async (_, headers, status) => {
  const cookie = await city.cookie('admin');
  const answer = await city.api.server.inject({
    method: 'POST',
    url: '/api/v1/quarantine/replay',
    headers: { cookie, ...headers },
    payload: {},
  });
  expect(answer.statusCode).toBe(status);
});

test('behind a proxy that speaks TLS the cookie is for TLS only, and an address that the client claims is not believed', async () => {
  const proxied = await openCity({ behindProxy: ['127.0.0.1', '10.9.0.0/16'] });
  await proxied.api.start();
  const enter = (tried: string, claimed: string) =>
    proxied.api.server.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { 'x-forwarded-proto': 'https', 'x-forwarded-for': `${claimed}, 192.0.2.7, 10.9.9.9` },
      payload: { user: 'viewer', password: tried },
    });
  expect((await enter(password, '1.1.1.1')).headers['set-cookie']).toContain('; Secure; SameSite=Strict');
  const statuses: number[] = [];
  for (let i = 0; i < 6; i++) statuses.push((await enter('wrong', `1.1.1.${i}`)).statusCode);
  expect(statuses.at(-1)).toBe(429);
  await proxied.stop();
});

test.each([
  ['no proxy is configured', [], '127.0.0.1'],
  ['somebody else than the proxy asks', ['10.9.0.0/16'], '10.8.0.1'],
])('X-Forwarded-Proto is passed over when %s', async (_name, behindProxy, remoteAddress) => {
  const direct = await openCity({ behindProxy });
  await direct.api.start();
  const answer = await direct.api.server.inject({
    method: 'POST',
    url: '/api/v1/session',
    headers: { 'x-forwarded-proto': 'https' },
    payload: { user: 'viewer', password },
    remoteAddress,
  });
  expect(answer.headers['set-cookie']).not.toContain('Secure');
  await direct.stop();
});
