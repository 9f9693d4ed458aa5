import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ConnectionOptions, connect } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type City, openCity, password } from '../../api/city.fixture.ts';
import { makeCertificates } from '../../broker/certificates.fixture.ts';
import { openListeners } from '../../broker/listeners.ts';
import { Mapping } from '../../ingest/mapping.ts';
import { allProfiles } from '../../ingest/profiles/list.ts';
import { mapped } from '../../ingest/profiles/mapped.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
const directory = mkdtempSync(path.join(tmpdir(), 'liangshai-doors-'));
const certificateFile = path.join(directory, 'server.crt');
const keyFile = path.join(directory, 'server.key');
let city: City;
let httpsPort: number;
let mqttsPort: number;
const ends: (() => void | Promise<void>)[] = [];

beforeAll(async () => {
  makeCertificates(directory);
  const tls = { cert: readFileSync(certificateFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
  city = await openCity({ tls });
  const { url } = await city.api.start();
  httpsPort = Number(new URL(url).port);
  const listeners = await openListeners({
    host: '127.0.0.1',
    port: 0,
    tls: { port: 0, certificateFile, keyFile },
    websocketPort: undefined,
    maxConnections: 10,
    maxPacketBytes: 1024,
    onConnection: (stream) => void stream.on('error', () => undefined),
    onDrop: () => undefined,
  });
  mqttsPort = listeners[1]!.port;
  ends.push(() => {
    for (const { server } of listeners) server.close();
  });
});
afterAll(async () => {
  for (const end of ends) await end();
  await city.stop();
  rmSync(directory, { recursive: true });
});

/** The version that was agreed on, or the code of the refusal. */
function handshake(port: number, versions: ConnectionOptions): Promise<string> {
  return new Promise((resolve) => {
    const weak = { ciphers: 'DEFAULT:@SECLEVEL=0', rejectUnauthorized: false };
    const socket = connect({ host: '127.0.0.1', port, ...weak, ...versions }, () => {
      resolve(socket.getProtocol() ?? 'none');
      socket.destroy();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}

test.each([['HTTPS'], ['MQTT over TLS']])('%s speaks TLS 1.2 and 1.3 and nothing older', async (door) => {
  const port = door === 'HTTPS' ? httpsPort : mqttsPort;
  const old = await handshake(port, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1' });
  expect(old).toMatch(/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/);
  expect(await handshake(port, { maxVersion: 'TLSv1.2' })).toBe('TLSv1.2');
  expect(await handshake(port, {})).toBe('TLSv1.3');
});

test('a session that was there before the sign-in is not taken over by it', async () => {
  const planted = 'liangshai_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
  const answer = await city.api.server.inject({
    method: 'POST',
    url: '/api/v1/session',
    headers: { cookie: planted },
    payload: { user: 'admin', password },
  });
  const [given] = answer.cookies;
  expect(`${given!.name}=${given!.value}`).not.toBe(planted);
  expect(given).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
  const asked = await city.api.server.inject({ url: '/api/v1/users', headers: { cookie: planted } });
  expect(asked.statusCode).toBe(401);
});

test.each([
  '/api/v1/bulletins/..%2f..%2fetc%2fpasswd.json',
  '/api/v1/bulletins/2026-11H1%00.json',
  '/api/v1/projects/..%2f..%2fpackage.json',
  '/api/v1/map/../../package.json',
  '//etc/passwd',
])('%s leads to no file', async (url) => {
  const answer = await city.api.server.inject({ url, headers: { cookie: await city.cookie('viewer') } });
  expect(answer.statusCode).not.toBe(200);
  expect(answer.body).not.toMatch(/root:|"dependencies"/);
});

test('a mapping’s topic is no regular expression: what means much there means itself here', () => {
  const mapping = Mapping.parse({
    name: 'evil',
    messages: [
      {
        topic: '(a+)+$/{device}',
        meter: { topic: '{device}' },
        fields: { energy_kwh: 'a.b' },
      },
    ],
  });
  const profile = mapped(mapping, { zone: 'Asia/Shanghai' });
  expect(profile.match(`${'a'.repeat(100_000)}!/M1`)).toBeNull();
  expect(profile.match('(a+)+$/M1')).toEqual({ device: 'M1', gateway: null });
});

const megabyte = 1 << 20;
test.each([
  '0-0:1.0.0(',
  '1-0:1.8.0(0*',
  '[[',
  '{"a":',
  ' ',
  '68',
  'FE',
  '\\',
  '"',
  '1e9',
  '\u0000',
  '/\r\n',
])('a megabyte of %j is decoded or refused by every profile without much ado', (token) => {
  const payload = Buffer.from(token.repeat(Math.floor(megabyte / Buffer.byteLength(token))));
  for (const profile of allProfiles({ zone: 'Asia/Shanghai' })) {
    const context = { topic: 'gateways/G1/x', device: 'M1', gateway: null, receivedMs: 0 };
    expect(profile.decode(payload, context).readings.length).toBeLessThan(10_001);
  }
});

/** Where the service opens a connection of its own: to what the configuration names, never to what a registry names. */
const mayCallOut = [
  'api/openid.ts',
  'app/doctor/clock.ts',
  'app/doctor/ports.ts',
  'broker/external-broker.ts',
  'paging/channels/email.ts',
  'paging/channels/http.ts',
  'store/backup/door.ts',
  'store/influx/line-writer.ts',
  'store/influx/query.ts',
  'store/influx/server-version.ts',
  'store/influx/set-up.ts',
  'store/influx/shard-state.ts',
  'store/postgres/connections.ts',
];
const callsOut =
  /(?<![.\w])fetch\(|(?<![.\w#])connect\(|mqtt\.connect|createTransport\(|https?\.request|new pg\.Pool|client\.discovery|InfluxDB\(/;

test('connections to elsewhere are opened in few files, and none of them knows a project’s camera', async () => {
  const calling: string[] = [];
  const folders = '{api,app,broker,ingest,model,paging,registry,rules,store}';
  for await (const file of glob(`${folders}/**/*.ts`, { cwd: root })) {
    if (/\.(test|contract|fixture)\.ts$/.test(file)) continue;
    const source = await readFile(path.join(root, file), 'utf8');
    if (!callsOut.test(source)) continue;
    calling.push(file);
    expect(source, file).not.toContain('camera');
  }
  expect(calling.filter((file) => !mayCallOut.includes(file))).toEqual([]);
});
