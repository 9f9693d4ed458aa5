import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCity, password } from '../api/city.fixture.ts';
import { HttpConfiguration } from '../api/configuration.ts';
import { httpSettings } from './http.ts';

let directory: string;
const file = (name: string) => path.join(directory, name);

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'http-'));
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', 'key.pem'];
  const words = ['req', '-x509', ...key, '-out', 'cert.pem', '-days', '2', '-subj', '/CN=localhost'];
  execFileSync('openssl', words, { cwd: directory, stdio: 'ignore' });
  await writeFile(path.join(directory, 'openid.secret'), 'between us\n');
});
afterAll(() => rm(directory, { recursive: true }));

test('files that the configuration names are read', async () => {
  const settings = await httpSettings(
    HttpConfiguration.parse({
      tls: { certificateFile: file('cert.pem'), keyFile: file('key.pem') },
      behindProxy: ['10.0.0.0/8', '::1'],
      openId: { issuer: 'https://sso.example', clientId: 'board', clientSecretFile: file('openid.secret') },
    }),
  );
  expect(settings.tls?.cert).toContain('BEGIN CERTIFICATE');
  expect(settings.openId).toMatchObject({ clientSecret: 'between us', roles: { admin: 'admin' } });
  expect(settings.behindProxy).toEqual(['10.0.0.0/8', '::1']);
});

test.each([
  // Both of these are not there: the first of the configuration is named.
  ['certificate-unreadable', { tls: { certificateFile: 'none.pem', keyFile: 'neither.pem' } }],
  [
    'secret-unreadable',
    { openId: { issuer: 'https://sso.example', clientId: 'board', clientSecretFile: 'none' } },
  ],
])('%s names the first file that is not there', async (code, http) => {
  const reading = httpSettings(HttpConfiguration.parse(http));
  await expect(reading).rejects.toMatchObject({ code, message: expect.stringMatching(/^none/) });
});

test.each(['everybody', '10.0.0.0/64', 'proxy.example.org'])('%s is no proxy', (proxy) => {
  const [fault] = HttpConfiguration.safeParse({ behindProxy: [proxy] }).error!.issues;
  expect(fault).toMatchObject({
    path: ['behindProxy', 0],
    message: expect.stringContaining('no IP address or network'),
  });
});

test('with a certificate the door speaks TLS: the cookie is for TLS only, and browsers remember it', async () => {
  const http = HttpConfiguration.parse({
    port: 0,
    tls: { certificateFile: file('cert.pem'), keyFile: file('key.pem') },
  });
  const city = await openCity(await httpSettings(http));
  const { url } = await city.api.start();
  expect(url).toMatch(/^https:/);
  const { headers, statusCode } = await post(`${url}/api/v1/session`, { user: 'viewer', password });
  expect(statusCode).toBe(200);
  expect(headers['set-cookie']?.[0]).toContain('; Secure; SameSite=Strict');
  expect(headers['strict-transport-security']).toBe('max-age=31536000');
  await city.stop();
});

/** By a client that does not know who signed the certificate. */
function post(address: string, body: object) {
  return new Promise<IncomingMessage>((resolve, reject) => {
    const options = {
      method: 'POST',
      rejectUnauthorized: false,
      agent: false,
      headers: { 'content-type': 'application/json' },
    } as const;
    const asked = request(address, options, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer));
    });
    asked.on('error', reject);
    asked.end(JSON.stringify(body));
  });
}
