import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type City, openCity } from './city.fixture.ts';
import { OpenIdConfiguration } from './configuration.ts';
import { client, openProvider, type ProviderFixture } from './openid.fixture.ts';

const board = 'http://localhost';
const returnPath = '/api/v1/session/openid/return';

let provider: ProviderFixture;
let city: City;

beforeAll(async () => {
  provider = await openProvider(`${board}${returnPath}`);
  const settings = OpenIdConfiguration.parse({ issuer: provider.issuer, clientId: client.id });
  city = await openCity({ openId: { ...settings, clientSecret: client.secret } });
  await city.api.start();
});
afterAll(async () => {
  await city?.stop();
  await provider?.stop();
});
beforeEach(() => {
  provider.person = { sub: 'p-1', claims: { preferred_username: 'li.na', roles: ['supervisor'] } };
});

/** As much of a browser as it takes: cookies by host, redirects one at a time. */
class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();

  async open(address: string): Promise<{ status: number; location: string | null }> {
    const url = new URL(address, board);
    const jar = this.#cookies.get(url.host) ?? new Map<string, string>();
    this.#cookies.set(url.host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = url.origin === board ? await ours(url, cookie) : await theirs(url, cookie);
    for (const text of answer.cookies) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(text)!;
      if (value === '') jar.delete(name!);
      else jar.set(name!, value!);
    }
    const { location } = answer;
    return { status: answer.status, location: location && new URL(location, url).href };
  }

  /** Follows redirects until the board would be shown; answers every address on the way. */
  async follow(address: string): Promise<string[]> {
    const way: string[] = [];
    for (let next: string | null = address; next !== null && way.length < 10; ) {
      way.push(next);
      const { status, location } = await this.open(next);
      next = status >= 300 && status < 400 ? location : null;
    }
    return way;
  }

  async session(): Promise<Record<string, unknown>> {
    const jar = this.#cookies.get(new URL(board).host) ?? [];
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    return (await city.api.server.inject({ url: '/api/v1/session', headers: { cookie } })).json();
  }
}

async function ours(url: URL, cookie: string) {
  const { statusCode, headers } = await city.api.server.inject({
    url: url.pathname + url.search,
    headers: { cookie, host: url.host },
  });
  return {
    status: statusCode,
    location: headers.location ?? null,
    cookies: [headers['set-cookie'] ?? []].flat(),
  };
}

async function theirs(url: URL, cookie: string) {
  const { status, headers } = await fetch(url, { headers: { cookie }, redirect: 'manual' });
  return { status, location: headers.get('location'), cookies: headers.getSetCookie() };
}

function faultOf(way: readonly string[]): string | null {
  return new URL(way.at(-1)!).searchParams.get('sign-in');
}

test('whoever the provider vouches for comes back to where they were, with a session and the role of their claims', async () => {
  const browser = new Browser();
  const way = await browser.follow('/api/v1/session/openid?to=/desk/pages');
  expect(way.at(-1)).toBe(`${board}/desk/pages`);
  const asked = new URL(way[1]!).searchParams;
  expect(asked.get('code_challenge_method')).toBe('S256');
  expect(asked.get('nonce')).toMatch(/^[\w-]{43}$/);
  expect(await browser.session()).toMatchObject({
    user: 'li.na',
    role: 'supervisor',
    mustChangePassword: false,
  });
  const [signIn, made] = await city.records.audited({ limit: 2 });
  expect([signIn?.action, made?.action]).toEqual(['sign-in', 'user']);
});

test('the role follows the claims: at the next sign-in and in every session', async () => {
  const before = new Browser();
  await before.follow('/api/v1/session/openid');
  provider.person.claims = { preferred_username: 'li.na', roles: ['district'], organization: 'HS' };
  await new Browser().follow('/api/v1/session/openid');
  expect(await before.session()).toMatchObject({ role: 'district', scope: { kind: 'district', id: 'HS' } });
});

test.each([
  ['no-role', { preferred_username: 'wang', roles: ['cleaner'] }],
  ['no-name', { roles: ['viewer'] }],
  ['no-name', { preferred_username: 'two words', roles: ['viewer'] }],
  ['no-scope', { preferred_username: 'wang', roles: ['district'], organization: 'Atlantis' }],
  ['name-taken', { preferred_username: 'admin', roles: ['admin'] }],
])('%s: nobody comes in by %j', async (fault, claims) => {
  provider.person = { sub: 'p-2', claims };
  const browser = new Browser();
  expect(faultOf(await browser.follow('/api/v1/session/openid'))).toBe(fault);
  expect(await browser.session()).toMatchObject({ code: 'not-signed-in' });
});

test('another person of the same name at the provider is not the first one', async () => {
  await new Browser().follow('/api/v1/session/openid');
  provider.person = { ...provider.person, sub: 'p-3' };
  expect(faultOf(await new Browser().follow('/api/v1/session/openid'))).toBe('name-taken');
});

test('an answer is taken once, by the browser that left for it, and only with its own state', async () => {
  const browser = new Browser();
  const way = await browser.follow('/api/v1/session/openid');
  const answer = way.find((address) => address.startsWith(`${board}${returnPath}`))!;
  expect(faultOf(await browser.follow(answer))).toBe('departure-forgotten');
  expect(faultOf(await new Browser().follow(answer))).toBe('departure-forgotten');

  const other = new Browser();
  await other.open('/api/v1/session/openid');
  expect(faultOf(await other.follow(answer))).toBe('provider-refused');
  expect(await other.session()).toMatchObject({ code: 'not-signed-in' });
});

test.each(['//evil.example/', 'https://evil.example/', '/\\evil.example', 'desk'])(
  'nobody is led on to %s after the sign-in',
  async (to) => {
    const way = await new Browser().follow(`/api/v1/session/openid?to=${encodeURIComponent(to)}`);
    expect(way.at(-1)).toBe(`${board}/`);
  },
);

test('a user of the provider has no password of ours', async () => {
  await new Browser().follow('/api/v1/session/openid');
  const { passwordHash } = (await city.records.user('li.na'))!;
  const answer = await city.api.server.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { user: 'li.na', password: passwordHash },
  });
  expect(answer.json().code).toBe('wrong-password');
});

test('the board says that there is this way in, and shows a sentence when the provider is away', async () => {
  const ways = await city.api.server.inject('/api/v1/session/ways');
  expect(ways.json()).toEqual({ openId: { label: { zh: '统一身份认证', en: 'Single sign-on' } } });

  const settings = OpenIdConfiguration.parse({ issuer: 'http://127.0.0.1:1', clientId: client.id });
  const alone = await openCity({ openId: { ...settings, clientSecret: null } });
  await alone.api.start();
  const answer = await alone.api.server.inject('/api/v1/session/openid');
  expect([answer.statusCode, answer.headers.location]).toEqual([302, '/?sign-in=provider-unreachable']);
  await alone.stop();
});
