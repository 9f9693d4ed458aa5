import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type City, openCity } from './city.fixture.ts';

let city: City;
const directory = mkdtempSync(join(tmpdir(), 'board-'));

beforeAll(async () => {
  city = await openCity({ boardDirectory: directory });
  await city.api.start();
});
afterAll(async () => {
  await city.stop();
  rmSync(directory, { recursive: true });
});

const get = (url: string, headers: Record<string, string> = {}) => city.api.server.inject({ url, headers });

test('a board that is not built yet says so, in both languages, and what to do', async () => {
  const page = await get('/');
  expect([page.statusCode, page.headers['content-type']]).toEqual([503, 'text/html; charset=utf-8']);
  expect(page.body).toContain('看板尚未构建');
  expect(page.body).toContain('npm start');
});

test('once it is built the board’s page is at every address that is no file, and is asked for anew', async () => {
  writeFileSync(join(directory, 'index.html'), '<title>晾晒</title>');
  for (const url of ['/', '/projects/P1', '/standings?period=2026-11H1']) {
    const page = await get(url);
    expect([page.statusCode, page.body], url).toEqual([200, '<title>晾晒</title>']);
    expect(page.headers['cache-control']).toBe('no-cache');
  }
});

test('a file with a hash in its name may be kept for ever, others are asked for anew', async () => {
  mkdirSync(join(directory, 'assets'));
  writeFileSync(join(directory, 'assets', 'index-1a2b3c.js'), 'export {};');
  writeFileSync(join(directory, 'favicon.svg'), '<svg/>');
  const script = await get('/assets/index-1a2b3c.js');
  expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(script.headers['content-type']).toContain('javascript');
  const icon = await get('/favicon.svg');
  expect(icon.headers['cache-control']).toBe('no-cache');
  expect((await get('/favicon.svg', { 'if-none-match': String(icon.headers.etag) })).statusCode).toBe(304);
});

test.each([
  ['GET', '/api/v1/nothing'],
  ['GET', '/assets/gone-999.js'],
  ['GET', '/metrics/nothing'],
  ['POST', '/projects/P1'],
  ['GET', '/api/v1/projects/%zz'],
] as const)('%s %s is a problem, not the board', async (method, url) => {
  const answer = await city.api.server.inject({ method, url });
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([
    404,
    'application/problem+json; charset=utf-8',
  ]);
  expect(answer.json().code).toBe('no-such-path');
});

test.each(['/../package.json', '/%2e%2e/package.json', '/assets/..%2f..%2fpackage.json'])(
  '%s leads out of nothing',
  async (url) => {
    expect((await get(url)).body).not.toContain('"dependencies"');
  },
);

test('scripts come only from us, and pictures also from the registry’s cameras', async () => {
  const policy = String((await get('/')).headers['content-security-policy']);
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("img-src 'self' data: blob: https://cameras.example;");
  expect(policy).toContain("frame-ancestors 'self'");
  expect((await get('/')).headers['x-content-type-options']).toBe('nosniff');
});
