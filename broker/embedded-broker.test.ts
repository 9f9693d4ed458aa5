import { connect as connectSocket } from 'node:net';
import mqtt, { type MqttClient } from 'mqtt';
import { generate } from 'mqtt-packet';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Message } from '../model/message.ts';
import { hashSecret } from '../model/secret.ts';
import { CredentialBook } from './credential-book.ts';
import { EmbeddedBroker } from './embedded-broker.ts';

const received: Message[] = [];
let diskFull = false;
let broker: EmbeddedBroker;
let metrics: Registry;
const clients: MqttClient[] = [];

beforeEach(async () => {
  received.length = 0;
  diskFull = false;
  metrics = new Registry();
  const hash = await hashSecret('right', 'device');
  broker = new EmbeddedBroker({
    host: '127.0.0.1',
    port: 0,
    credentials: new CredentialBook([
      { id: 'M1', kind: 'meter', hash, meters: ['M1'] },
      { id: 'G1', kind: 'gateway', hash, meters: ['M1', 'M2'] },
    ]),
    accept: async (messages) => {
      if (diskFull) throw new Error('no space left');
      for (const message of messages) received.push({ ...message, payload: Buffer.from(message.payload) });
      return { accepted: messages.length, refused: [] };
    },
    ownerOf: (topic) => {
      const [kind, id, leaf] = topic.split('/');
      if (leaf !== 'readings' && leaf !== 'status') return null;
      return kind === 'meters' ? { device: id!, gateway: null } : { device: null, gateway: id! };
    },
    nowMs: () => 1_000,
    logger: pino({ level: 'silent' }),
    metrics,
  });
  await broker.start();
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.end(true);
  await broker.stop();
});

async function connect(
  username: string,
  password: string,
  options: mqtt.IClientOptions = {},
): Promise<MqttClient> {
  const client = await mqtt.connectAsync({
    protocol: 'mqtt',
    host: '127.0.0.1',
    port: broker.port,
    username,
    password,
    reconnectPeriod: 0,
    ...options,
  });
  clients.push(client);
  client.on('error', () => undefined);
  return client;
}

function refusals(reason: string): Promise<number | undefined> {
  return metrics
    .getSingleMetric('liangshai_broker_refused_total')!
    .get()
    .then(({ values }) => values.find((value) => value.labels.reason === reason)?.value);
}

function closed(client: MqttClient): Promise<void> {
  return new Promise((resolve) => client.once('close', () => resolve()));
}

test('a meter with its password publishes its readings, with its id as sender', async () => {
  const client = await connect('M1', 'right');
  await client.publishAsync('meters/M1/readings', '{}', { qos: 1 });
  expect(received).toEqual([
    { topic: 'meters/M1/readings', payload: Buffer.from('{}'), sender: 'M1', receivedMs: 1_000 },
  ]);
});

test.each([
  ['a wrong password', 'M1', 'wrong'],
  ['an unknown id', 'M9', 'right'],
])('%s is refused and counted', async (_, id, password) => {
  await expect(connect(id, password)).rejects.toMatchObject({ code: 4 });
  expect(await refusals('login')).toBe(1);
  expect(await refusals('protocol')).toBe(0);
});

test.each([
  ['another meter', 'M1', 'meters/M2/readings'],
  ['a gateway', 'M1', 'gateways/G1/readings'],
  ['the service', 'G1', 'liangshai/findings/P1'],
  ['another meter’s status', 'M1', 'meters/M2/status'],
  ['nobody', 'M1', 'hello'],
  ['the broker', 'G1', '$SYS/broker/uptime'],
])('a publish to a topic of %s closes the connection and reaches nobody', async (_, id, topic) => {
  const client = await connect(id, 'right');
  const end = closed(client);
  client.publish(topic, '{}', { qos: 1 });
  await end;
  expect(received).toEqual([]);
  expect(await refusals('topic')).toBe(1);
  expect(await refusals('protocol')).toBe(0);
});

test('a gateway publishes for itself and for its meters', async () => {
  const client = await connect('G1', 'right');
  await client.publishAsync('gateways/G1/readings', '[]', { qos: 1 });
  await client.publishAsync('meters/M2/readings', '{}', { qos: 1 });
  expect(received.map((message) => message.sender)).toEqual(['G1', 'G1']);
});

test.each(['#', 'meters/M1/readings', '$share/g/meters/+/readings', 'liangshai/findings/P1'])(
  'a subscription to %s is refused',
  async (topic) => {
    const client = await connect('M1', 'right');
    await expect(client.subscribeAsync(topic)).rejects.toThrow();
    expect(await refusals('subscription')).toBe(1);
  },
);

test('what cannot be made durable is not acknowledged: the connection is closed', async () => {
  const client = await connect('M1', 'right');
  diskFull = true;
  const end = closed(client);
  let acknowledged = false;
  client.publish('meters/M1/readings', '{}', { qos: 1 }, (error) => {
    acknowledged = error === undefined || error === null;
  });
  await end;
  expect(acknowledged).toBe(false);
  expect(await refusals('not-durable')).toBe(1);
  expect(await refusals('protocol')).toBe(0);
});

test('a status comes in like everything else, and so does the last will of a client that is cut off', async () => {
  const client = await connect('M1', 'right', {
    will: { topic: 'meters/M1/status', payload: Buffer.from('offline'), qos: 1, retain: true },
  });
  await client.publishAsync('meters/M1/status', 'online', { qos: 1, retain: true });
  client.stream.destroy();
  await expect
    .poll(() => received.map((message) => message.payload.toString()))
    .toEqual(['online', 'offline']);
});

test('a client that is cut off by its network is not counted as refused, one that breaks the protocol is', async () => {
  const client = await connect('M1', 'right');
  client.stream.destroy();
  const socket = connectSocket(broker.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(generate({ cmd: 'pingreq' }));
  await new Promise((resolve) => socket.resume().once('close', resolve));
  expect(await refusals('protocol')).toBe(1);
});

test('the last will of a client that falls silent is told', async () => {
  const socket = connectSocket(broker.port, '127.0.0.1');
  const will = { topic: 'meters/M1/status', payload: Buffer.from('offline'), qos: 1, retain: true } as const;
  const login = { username: 'M1', password: Buffer.from('right'), clientId: 'silent', keepalive: 1 };
  socket.write(
    generate({ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, ...login, will }),
  );
  await new Promise((resolve) => socket.resume().once('close', resolve));
  expect(received.map((message) => message.payload.toString())).toEqual(['offline']);
});
