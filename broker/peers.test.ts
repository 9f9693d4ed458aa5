import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt from 'mqtt';
import mqtt4 from 'mqtt4';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hashSecret } from '../model/secret.ts';
import { makeCertificates } from './certificates.fixture.ts';
import { CredentialBook } from './credential-book.ts';
import { EmbeddedBroker } from './embedded-broker.ts';
import { hasMosquitto, Mosquitto, mosquittoPub, withoutMosquitto } from './mosquitto.fixture.ts';

/* Clients that nobody here wrote, by every way in. */

let directory: string;
const received: { topic: string; text: string }[] = [];
let broker: EmbeddedBroker;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'peers-'));
  makeCertificates(directory);
});

afterAll(() => rmSync(directory, { recursive: true }));

beforeEach(async () => {
  received.length = 0;
  const hash = await hashSecret('right', 'device');
  broker = new EmbeddedBroker({
    host: '127.0.0.1',
    port: 0,
    tls: { port: 0, certificateFile: join(directory, 'server.crt'), keyFile: join(directory, 'server.key') },
    websocketPort: 0,
    credentials: new CredentialBook([{ id: 'G1', kind: 'gateway', hash, meters: ['M1'] }]),
    accept: async (messages) => {
      for (const { topic, payload } of messages)
        received.push({ topic, text: Buffer.from(payload).toString() });
      return { accepted: messages.length, refused: [] };
    },
    ownerOf: (topic) => {
      const [kind, id = '', leaf] = topic.split('/');
      if (leaf !== 'readings') return null;
      return kind === 'gateways' ? { device: null, gateway: id } : { device: id, gateway: null };
    },
    nowMs: Date.now,
    logger: pino({ level: 'silent' }),
    metrics: new Registry(),
  });
  await broker.start();
});

afterEach(() => broker.stop());

const topic = 'gateways/G1/readings';
const login = { username: 'G1', password: 'right', clientId: 'gateway-1', reconnectPeriod: 0 };
const texts = () => received.map((message) => message.text);
const authority = () => readFileSync(join(directory, 'ca.crt'));

const ways = [
  ['TCP', () => `mqtt://127.0.0.1:${broker.ports[0]}`],
  ['TLS', () => `mqtts://127.0.0.1:${broker.ports[1]}`],
  ['WebSocket', () => `wss://127.0.0.1:${broker.ports[2]}/mqtt`],
] as const;

const versions = [
  ['3.1', { protocolVersion: 3, protocolId: 'MQIsdp' }],
  ['3.1.1', { protocolVersion: 4, protocolId: 'MQTT' }],
] as const;

describe.each(ways)('over %s', (_way, url) => {
  test.each(versions)('MQTT.js 5 publishes by MQTT %s, in every quality of service', async (_, version) => {
    const client = await mqtt.connectAsync(url(), { ...login, ...version, ca: authority() });
    await client.publishAsync(topic, '[]', { qos: 1 });
    await client.publishAsync(topic, '[0]', { qos: 2 });
    await client.publishAsync(topic, '[1]', { qos: 0 });
    await expect.poll(texts).toEqual(['[]', '[0]', '[1]']);
    await client.endAsync();
  });

  test.each(versions)('MQTT.js 4 publishes by MQTT %s, in every quality of service', async (_, version) => {
    const client = mqtt4.connect(url(), { ...login, ...version, ca: authority() });
    await new Promise((resolve, reject) => client.once('connect', resolve).once('error', reject));
    const publish = (text: string, qos: 0 | 1 | 2) =>
      new Promise<void>((resolve, reject) =>
        client.publish(topic, text, { qos }, (error) => (error ? reject(error) : resolve())),
      );
    await publish('[]', 1);
    await publish('[0]', 2);
    await publish('[1]', 0);
    await expect.poll(texts).toEqual(['[]', '[0]', '[1]']);
    await new Promise<void>((resolve) => client.end(false, {}, () => resolve()));
  });

  test('what a client has under way when it is cut off, it sends again and gets acknowledged', async () => {
    const client = mqtt.connect(url(), { ...login, ca: authority(), clean: false, reconnectPeriod: 10 });
    await new Promise((resolve) => client.once('connect', resolve));
    const sent = Array.from({ length: 300 }, (_, i) => client.publishAsync(topic, `[${i}]`, { qos: 1 }));
    client.stream.destroy();
    await Promise.all(sent);
    const wanted = Array.from({ length: 300 }, (_, i) => `[${i}]`);
    expect(wanted.filter((text) => !texts().includes(text))).toEqual([]);
    await client.endAsync();
  });
});

test('a client of MQTT 5 is told that its version is not spoken', async () => {
  const options = { ...login, protocolVersion: 5 } as const;
  await expect(mqtt.connectAsync(ways[0][1](), options)).rejects.toThrow(/version/i);
});

describe.runIf(hasMosquitto)(hasMosquitto ? 'mosquitto_pub' : withoutMosquitto, () => {
  const user = (password: string) => ['-u', 'G1', '-P', password];

  test('publishes over TCP, and is told off with a wrong password', async () => {
    const [port] = broker.ports;
    expect(await mosquittoPub(port!, topic, '[1]', ...user('right'))).toBe(true);
    expect(await mosquittoPub(port!, topic, '[2]', ...user('wrong'))).toBe(false);
    expect(texts()).toEqual(['[1]']);
  });

  test('publishes over TLS', async () => {
    const [, port] = broker.ports;
    const trust = ['--cafile', join(directory, 'ca.crt')];
    expect(await mosquittoPub(port!, topic, '[1]', ...trust, ...user('right'))).toBe(true);
    expect(texts()).toEqual(['[1]']);
  });
});

describe.runIf(hasMosquitto)(hasMosquitto ? 'a Mosquitto bridge' : withoutMosquitto, () => {
  let bridge: Mosquitto;

  afterEach(() => bridge.stop());

  test('hands on what its own clients publish', async () => {
    bridge = await Mosquitto.start(
      'connection city',
      `address 127.0.0.1:${broker.port}`,
      'remote_username G1',
      'remote_password right',
      'topic gateways/G1/readings out 1',
      'restart_timeout 1',
    );
    expect(await mosquittoPub(bridge.port, topic, '[1]')).toBe(true);
    await expect.poll(texts, { timeout: 10_000 }).toContain('[1]');
    expect(await mosquittoPub(bridge.port, topic, '[2]')).toBe(true);
    await expect.poll(texts, { timeout: 10_000 }).toContain('[2]');
  });
});
