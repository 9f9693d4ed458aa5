import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt, { type IClientOptions } from 'mqtt';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { hashSecret } from '../model/secret.ts';
import { makeCertificates } from './certificates.fixture.ts';
import { MqttLimits } from './configuration.ts';
import { CredentialBook } from './credential-book.ts';
import { EmbeddedBroker } from './embedded-broker.ts';

let directory: string;
let book: CredentialBook;
let broker: EmbeddedBroker;
let metrics: Registry;
/** A clock that stands still: rates and throttles count, and nothing is forgiven meanwhile. */
const nowMs = 1_795_478_400_000;
const senders: (string | null)[] = [];
const clients: { end(force: boolean): unknown }[] = [];

const file = (name: string) => join(directory, name);
const pem = (name: string) => readFileSync(file(name));

async function open(limits: Partial<MqttLimits> = {}): Promise<void> {
  metrics = new Registry();
  broker = new EmbeddedBroker({
    host: '127.0.0.1',
    port: 0,
    tls: {
      port: 0,
      certificateFile: file('server.crt'),
      keyFile: file('server.key'),
      clientCaFile: file('ca.crt'),
    },
    websocketPort: 0,
    limits: MqttLimits.parse(limits),
    credentials: book,
    accept: async (messages) => {
      for (const { sender } of messages) senders.push(sender);
      return { accepted: messages.length, refused: [] };
    },
    ownerOf: (topic) => ({ device: topic.split('/')[1] ?? '', gateway: null }),
    nowMs: () => nowMs,
    logger: pino({ level: 'silent' }),
    metrics,
  });
  await broker.start();
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'listeners-'));
  makeCertificates(directory);
  const hash = await hashSecret('right', 'device');
  book = new CredentialBook([
    { id: 'M1', kind: 'meter', hash, meters: ['M1'] },
    { id: 'viewer', kind: 'viewer', hash, meters: [] },
  ]);
});

afterAll(() => rmSync(directory, { recursive: true }));

afterEach(async () => {
  for (const client of clients.splice(0)) client.end(true);
  senders.length = 0;
  await broker.stop();
});

async function connect(url: string, options: IClientOptions) {
  const client = await mqtt.connectAsync(url, { reconnectPeriod: 0, ...options });
  client.on('error', () => undefined);
  clients.push(client);
  return client;
}

const password = { username: 'M1', password: 'right' };
const tcp = () => `mqtt://127.0.0.1:${broker.ports[0]}`;

async function refusals(reason: string): Promise<number> {
  const { values } = await metrics.getSingleMetric('liangshai_broker_refused_total')!.get();
  return values.find((value) => value.labels.reason === reason)?.value ?? 0;
}

test('by TLS and password, by TLS and client certificate, and by WebSocket over TLS a meter gets in', async () => {
  await open();
  const [, tlsPort, websocketPort] = broker.ports;
  const ca = pem('ca.crt');
  const ways: [string, IClientOptions][] = [
    [`mqtts://127.0.0.1:${tlsPort}`, { ca, ...password }],
    [`mqtts://127.0.0.1:${tlsPort}`, { ca, cert: pem('M1.crt'), key: pem('M1.key') }],
    [`wss://127.0.0.1:${websocketPort}/mqtt`, { ca, ...password }],
  ];
  for (const [url, options] of ways) {
    const client = await connect(url, options);
    await client.publishAsync('meters/M1/readings', '{}', { qos: 1 });
  }
  expect(senders).toEqual(['M1', 'M1', 'M1']);
});

test.each([
  [
    'a certificate that another authority signed',
    () => ({ cert: pem('stranger.crt'), key: pem('stranger.key') }),
  ],
  [
    'a certificate of M1 with the name of another',
    () => ({ cert: pem('M1.crt'), key: pem('M1.key'), username: 'M2' }),
  ],
])('%s opens nothing', async (_, options) => {
  await open();
  const url = `mqtts://127.0.0.1:${broker.ports[1]}`;
  await expect(connect(url, { ca: pem('ca.crt'), ...options() })).rejects.toMatchObject({ code: 4 });
});

test('a packet above the limit cuts the client off when its head is read, also before the login', async () => {
  await open({ packetKilobytes: 16 });
  const client = await connect(tcp(), password);
  const closed = new Promise((resolve) => client.once('close', () => resolve(null)));
  client.publish('meters/M1/readings', Buffer.alloc(20_000), { qos: 1 });
  await closed;
  const socket = connectSocket(broker.ports[0]!, '127.0.0.1');
  const ended = new Promise((resolve) => socket.once('close', () => resolve(null)));
  // CONNECT that announces 256 MB.
  socket.write(Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f, 0x00]));
  await ended;
  expect(senders).toEqual([]);
});

test('above the limit of connections no further one is let in, and it is counted', async () => {
  await open({ connections: 1 });
  await connect(tcp(), password);
  const socket = connectSocket(broker.ports[0]!, '127.0.0.1');
  await new Promise((resolve) => socket.once('close', () => resolve(null)));
  expect(await refusals('connection')).toBe(1);
});

test('above its rate a client is slowed down and loses nothing', async () => {
  await open({ messagesPerSecond: 50 });
  const client = await connect(tcp(), password);
  const messages = Array.from({ length: 110 }, () =>
    client.publishAsync('meters/M1/readings', '{}', { qos: 1 }),
  );
  await Promise.all(messages);
  expect(senders).toHaveLength(110);
  expect(await refusals('rate')).toBeGreaterThan(0);
});

test('after ten wrong passwords an id has to wait, but not who was in before', async () => {
  await open();
  await (await connect(tcp(), password)).endAsync();
  for (let i = 0; i < 10; i++) {
    await expect(connect(tcp(), { username: 'M1', password: 'guess' })).rejects.toMatchObject({ code: 4 });
  }
  await expect(connect(tcp(), { username: 'M1', password: 'guess' })).rejects.toMatchObject({ code: 3 });
  await connect(tcp(), password);
  expect(await refusals('login-throttled')).toBe(1);
});

test('a rotated secret closes the connections that the old one opened', async () => {
  await open();
  const client = await connect(tcp(), password);
  const closed = new Promise((resolve) => client.once('close', () => resolve(null)));
  const before = await hashSecret('right', 'device');
  book.replace([
    { id: 'M1', kind: 'meter', hash: await hashSecret('new', 'device'), meters: ['M1'] },
    { id: 'viewer', kind: 'viewer', hash: before, meters: [] },
  ]);
  await closed;
  await expect(connect(tcp(), password)).rejects.toMatchObject({ code: 4 });
  book.replace([
    { id: 'M1', kind: 'meter', hash: before, meters: ['M1'] },
    { id: 'viewer', kind: 'viewer', hash: before, meters: [] },
  ]);
});

test('a viewer reads retained findings and publishes nothing', async () => {
  await open();
  await broker.publishFindings('P1', [{ kind: 'stalled' }]);
  const viewer = await connect(tcp(), { username: 'viewer', password: 'right' });
  const first = new Promise((resolve) =>
    viewer.once('message', (topic, payload) => resolve([topic, payload.toString()])),
  );
  await viewer.subscribeAsync('liangshai/findings/#', { qos: 1 });
  expect(await first).toEqual(['liangshai/findings/P1', '[{"kind":"stalled"}]']);
  const closed = new Promise((resolve) => viewer.once('close', () => resolve(null)));
  viewer.publish('meters/M1/readings', '{}', { qos: 1 });
  await closed;
  expect(senders).toEqual([]);
});

test('a client that connects and says nothing does not hold up the stop', async () => {
  await open();
  const socket = connectSocket(broker.ports[0]!, '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.on('error', () => undefined);
  await broker.stop();
  await open();
});
