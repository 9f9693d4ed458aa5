import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { generateCity } from '../city/city.ts';
import { dayNumber } from '../surroundings/days.ts';
import { InvestmentReports } from './investment-reports.ts';

const city = generateCity({
  seed: 2,
  projects: 12,
  startDay: '2026-03-01',
  asOf: '2026-03-10',
  with: 'none',
});

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A service that signs one user in and keeps the rows of the files that came with the cookie. */
async function service() {
  const rows: string[] = [];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    if (request.url === '/api/v1/session') {
      const known = body === '{"user":"officer","password":"right"}';
      response.writeHead(known ? 200 : 401, known ? { 'set-cookie': 'session=abc; HttpOnly' } : {}).end('no');
      return;
    }
    const allowed =
      request.headers.cookie === 'session=abc' && request.headers['content-type'] === 'text/csv';
    if (allowed) rows.push(...body.trimEnd().split('\n').slice(1));
    response.writeHead(allowed ? 200 : 403).end('{}');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { http: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, rows };
}

test('each half month is reported once, and late reports come when they are known', async () => {
  const { http, rows } = await service();
  const reports = new InvestmentReports(city, { http, user: 'officer', password: 'right' });
  for (const day of ['2026-03-10', '2026-03-10', '2026-03-20', '2026-04-02', '2026-04-20']) {
    await reports.upTo(dayNumber(day));
  }
  const keys = rows.map((row) => row.split(',').slice(0, 2).join(' '));
  expect(new Set(keys).size).toBe(keys.length);
  const known = generateCity({ ...city.options, asOf: '2026-04-20' }).registry.investments;
  expect(new Set(keys)).toEqual(new Set(known.map(({ project, period }) => `${project} ${period}`)));
});

test('a wrong password is refused with a hint', async () => {
  const { http } = await service();
  const reports = new InvestmentReports(city, { http, user: 'officer', password: 'wrong' });
  await expect(reports.upTo(dayNumber('2026-03-20'))).rejects.toMatchObject({ code: 'reports-refused' });
});
