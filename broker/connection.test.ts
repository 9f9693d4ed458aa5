import { type Duplex, duplexPair } from 'node:stream';
import fc from 'fast-check';
import { generate, type Packet } from 'mqtt-packet';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Message } from '../model/message.ts';
import { Connection, type ConnectionLimits } from './connection.ts';
import { Guest } from './guest.ts';
import { TokenBucket } from './token-bucket.ts';

const credential = { id: 'M1', kind: 'meter', hash: '', meters: ['M1'] } as const;
const connect = generate({
  cmd: 'connect',
  clientId: 'c',
  protocolId: 'MQTT',
  protocolVersion: 4,
  clean: true,
});
const ping = generate({ cmd: 'pingreq' });

let far: Duplex;
let connection: Connection;
let runs: Message[][];
/** What came out of it, in turn: readings, and bytes for aedes. */
let seen: string[];
let answered: number[];
let durable: Promise<number>;
let failed: Promise<Error>;

function open(limits: Partial<ConnectionLimits> = {}): void {
  const [near, other] = duplexPair();
  far = other;
  runs = [];
  seen = [];
  answered = [];
  durable = Promise.resolve(0);
  connection = new Connection({
    socket: near,
    limits: { maxPacketBytes: 4096, slowClientMs: 50, ...limits },
    take: (_guest, messages) => {
      runs.push([...messages]);
      seen.push(...messages.map(({ payload }) => Buffer.from(payload).toString()));
      return durable;
    },
    nowMs: () => 7,
  });
  failed = new Promise((resolve) => connection.once('error', resolve));
  far.on('data', (bytes: Buffer) => {
    for (let at = 0; at + 4 <= bytes.length; at += 4) answered.push(bytes.readUInt16BE(at + 2));
  });
  connection.on('data', (bytes: Buffer) => {
    seen.push(`aedes ${bytes[0]! >> 4}`);
    if (bytes[0] === 0x10) logIn();
  });
}

function logIn(): void {
  const ownerOf = (topic: string) => ({ device: topic.split('/')[1]!, gateway: null });
  connection.guest = new Guest(credential, new TokenBucket(1000, 1000, 0), ownerOf);
  connection.open();
}

beforeEach(() => open());
afterEach(() => connection.destroy());

function publish(text: string, messageId: number, extra: Partial<Packet> = {}): Buffer {
  const packet = { cmd: 'publish', topic: 'meters/M1/readings', payload: text, qos: 1, messageId } as const;
  return generate({ dup: false, retain: false, ...packet, ...extra } as Packet);
}

test('wherever the network cuts them, packets come out whole and in their order', async () => {
  const session = Buffer.concat([
    connect,
    publish('one', 1),
    publish('two', 2, { qos: 0 }),
    publish('x'.repeat(3000), 3),
    ping,
    publish('online', 4, { topic: 'meters/M1/status', retain: true }),
    publish('three', 5, { topic: 'meters/M1/dlt645' }),
    publish('four', 6, { qos: 2 }),
    publish('five', 7),
  ]);
  const cuts = fc.array(fc.integer({ min: 1, max: session.length - 1 }), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(cuts, async (at) => {
      connection.destroy();
      open();
      const places = [0, ...new Set(at.toSorted((a, b) => a - b)), session.length];
      for (let i = 1; i < places.length; i++) far.write(session.subarray(places[i - 1], places[i]));
      await expect.poll(() => answered).toEqual([1, 3, 5, 7]);
      expect(seen).toEqual([
        'aedes 1',
        'one',
        'two',
        'x'.repeat(3000),
        'aedes 12',
        'aedes 3',
        'three',
        'aedes 3',
        'five',
      ]);
    }),
    { numRuns: 50 },
  );
});

test('readings that come together are one run, with who sent them, where and when', async () => {
  far.write(Buffer.concat([connect, publish('one', 1), publish('two', 2)]));
  await expect.poll(() => answered).toEqual([1, 2]);
  expect(runs).toEqual([
    ['one', 'two'].map((text) => ({
      topic: 'meters/M1/readings',
      payload: Buffer.from(text),
      sender: 'M1',
      receivedMs: 7,
    })),
  ]);
});

test('nothing is acknowledged, and nothing behind it goes on, before the run is durable', async () => {
  const disk = Promise.withResolvers<number>();
  durable = disk.promise;
  far.write(Buffer.concat([connect, publish('one', 1), ping, publish('two', 2)]));
  await expect.poll(() => seen).toEqual(['aedes 1', 'one']);
  expect(answered).toEqual([]);
  disk.resolve(0);
  await expect.poll(() => answered).toEqual([1, 2]);
  expect(seen).toEqual(['aedes 1', 'one', 'aedes 12', 'two']);
});

test('what comes before the end of the stream is acknowledged before it ends', async () => {
  const ended = new Promise((resolve) => connection.once('end', () => resolve([...answered])));
  far.end(Buffer.concat([connect, publish('one', 1)]));
  expect(await ended).toEqual([1]);
});

test('when a run cannot be made durable the connection ends without an acknowledgement', async () => {
  durable = Promise.reject(new Error('no space left'));
  far.write(Buffer.concat([connect, publish('one', 1)]));
  expect((await failed).message).toBe('no space left');
  expect(answered).toEqual([]);
});

test.each([
  ['a packet above the limit', Buffer.concat([connect, publish('x'.repeat(5000), 1)]), /more than 4096/],
  ['its head alone', Buffer.concat([connect, Buffer.from([0x32, 0xff, 0xff, 0x7f])]), /more than 4096/],
  ['a CONNECT of a megabyte', Buffer.from([0x10, 0xff, 0xff, 0x3f]), /more than 65536/],
  ['a length of five digits', Buffer.from([0x10, 0xff, 0xff, 0xff, 0xff, 0x01]), /malformed/],
])('%s ends the connection', async (_, bytes, message) => {
  far.write(bytes);
  expect((await failed).message).toMatch(message);
  expect(runs).toEqual([]);
});

test('a client that leaves its acknowledgements unread is cut off', async () => {
  far.pause();
  far.removeAllListeners('data');
  far.write(connect);
  const messages = Buffer.concat(Array.from({ length: 6_000 }, (_, i) => publish('x', i + 1)));
  for (let times = 0; times < 10; times++) far.write(messages);
  expect((await failed).message).toBe('its acknowledgements are not read');
});

test('a client that is silent for longer than one and a half times what it promised is gone', async () => {
  far.write(connect);
  await expect.poll(() => seen).toEqual(['aedes 1']);
  connection.keepAliveSeconds = 4;
  for (let second = 0; second < 6; second++) connection.secondPassed();
  expect(connection.destroyed).toBe(false);
  connection.secondPassed();
  expect((await failed).message).toBe('keep alive timeout');
});

test('a client that waits for us is not silent', async () => {
  const disk = Promise.withResolvers<number>();
  durable = disk.promise;
  far.write(Buffer.concat([connect, publish('one', 1)]));
  await expect.poll(() => seen).toEqual(['aedes 1', 'one']);
  connection.keepAliveSeconds = 1;
  for (let second = 0; second < 10; second++) connection.secondPassed();
  disk.resolve(0);
  await expect.poll(() => answered).toEqual([1]);
  expect(connection.destroyed).toBe(false);
});
