import { type Duplex, duplexPair } from 'node:stream';
import { MqttClient } from 'mqtt';
import { generate, parser } from 'mqtt-packet';
import { afterEach, describe, expect, test } from 'vitest';
import { Consumer, receiveMaximum } from './consumer.ts';

let client: MqttClient;
let consumer: Consumer;
/** The broker's end of the connection. */
let broker: Duplex;
/** Each call of the intake: what it got, and the disk's answer to be given. */
let calls: { texts: string[]; durable: PromiseWithResolvers<void> }[];
let acknowledged: number[];
let refused: string[];

async function open(protocolVersion: 4 | 5): Promise<void> {
  const [near, far] = duplexPair();
  broker = far;
  calls = [];
  acknowledged = [];
  refused = [];
  const packets = parser({ protocolVersion });
  packets.on('packet', ({ cmd, messageId }) => {
    if (cmd === 'puback') acknowledged.push(messageId!);
  });
  far.on('data', (bytes: Buffer) => packets.parse(bytes));
  client = new MqttClient(() => near, { protocolVersion, clientId: 'c', reconnectPeriod: 0 });
  consumer = new Consumer({
    client,
    nowMs: () => 0,
    onRefused: ({ message }) => refused.push(message),
    accept: async (messages) => {
      const texts = messages.map(({ payload }) => Buffer.from(payload).toString());
      const durable = Promise.withResolvers<void>();
      calls.push({ texts, durable });
      await durable.promise;
      return { accepted: messages.length, refused: [] };
    },
  });
  const connected = event('connect');
  far.write(
    generate({ cmd: 'connack', returnCode: 0, reasonCode: 0, sessionPresent: true }, { protocolVersion }),
  );
  await connected;
}

function event(name: 'connect' | 'close'): Promise<void> {
  return new Promise((resolve) => client.once(name, () => resolve()));
}

/** The broker delivers, numbered from `from` on. */
function deliver(version: 4 | 5, from: number, texts: readonly string[]): void {
  const packets = texts.map((payload, index) => {
    const packet = {
      cmd: 'publish',
      topic: 'meters/M1/readings',
      payload,
      qos: 1,
      messageId: from + index,
    } as const;
    return generate({ dup: false, retain: false, ...packet }, { protocolVersion: version });
  });
  broker.write(Buffer.concat(packets));
}

const taken = () => calls.flatMap(({ texts }) => texts);

function allDurable(): void {
  for (const { durable } of calls) durable.resolve();
}

describe.each([4, 5] as const)('MQTT version %i', (version) => {
  afterEach(() => client.end(true));

  test('while the first waits for the disk, those that come after it are taken', async () => {
    await open(version);
    deliver(version, 1, ['one', 'two']);
    await expect.poll(taken).toEqual(['one', 'two']);
    deliver(version, 3, ['three']);
    await expect.poll(taken).toEqual(['one', 'two', 'three']);
    expect(acknowledged).toEqual([]);
    allDurable();
    await expect.poll(() => acknowledged).toEqual([1, 2, 3]);
  });

  test('acknowledgements go out in the order of arrival, whichever is durable first', async () => {
    await open(version);
    deliver(version, 1, ['one']);
    await expect.poll(() => calls.length).toBe(1);
    deliver(version, 2, ['two']);
    await expect.poll(() => calls.length).toBe(2);
    calls[1]!.durable.resolve();
    await new Promise(setImmediate);
    expect(acknowledged).toEqual([]);
    calls[0]!.durable.resolve();
    await expect.poll(() => acknowledged).toEqual([1, 2]);
  });

  test('what cannot be made durable cuts the connection, and nothing after it is acknowledged', async () => {
    await open(version);
    deliver(version, 1, ['one']);
    await expect.poll(() => calls.length).toBe(1);
    deliver(version, 2, ['two']);
    await expect.poll(() => calls.length).toBe(2);
    const closed = event('close');
    calls[1]!.durable.resolve();
    calls[0]!.durable.reject(new Error('no space left'));
    await closed;
    await consumer.close();
    expect({ acknowledged, refused }).toEqual({ acknowledged: [], refused: ['no space left'] });
  });

  test('a broker that sends and sends is read no further than what may be held', async () => {
    await open(version);
    const texts = Array.from({ length: receiveMaximum + 500 }, (_, index) => String(index));
    deliver(version, 1, texts);
    await expect.poll(taken).toEqual(texts.slice(0, receiveMaximum));
    await new Promise(setImmediate);
    expect(taken()).toHaveLength(receiveMaximum);
    allDurable();
    await expect.poll(taken).toEqual(texts);
    allDurable();
    await expect.poll(() => acknowledged).toEqual(texts.map((_, index) => index + 1));
  });

  test('a few large messages are as much as many small ones', async () => {
    await open(version);
    deliver(version, 1, Array<string>(10).fill('x'.repeat(2 ** 20)));
    await expect.poll(() => taken().length).toBe(4);
    await new Promise(setImmediate);
    expect(taken()).toHaveLength(4);
    allDurable();
    await expect.poll(() => taken().length).toBe(8);
  });

  test('a close waits until what was taken is acknowledged, and takes nothing more', async () => {
    await open(version);
    deliver(version, 1, ['one']);
    await expect.poll(() => calls.length).toBe(1);
    const closed = consumer.close();
    deliver(version, 2, ['two']);
    allDurable();
    await closed;
    expect({ taken: taken(), acknowledged }).toEqual({ taken: ['one'], acknowledged: [1] });
  });
});
