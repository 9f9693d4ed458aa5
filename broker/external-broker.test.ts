import mqtt from 'mqtt';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freePort } from '../store/free-port.fixture.ts';
import { ExternalMqtt } from './configuration.ts';
import { ExternalBroker } from './external-broker.ts';
import { hasMosquitto, Mosquitto, withoutMosquitto } from './mosquitto.fixture.ts';

let peer: Mosquitto;
const doors: ExternalBroker[] = [];

/** A process of the service as the broker sees it: what it accepted, and a disk that may be full. */
async function openDoor(clientId: string, options: Partial<ExternalMqtt> = {}) {
  const door = { accepted: [] as string[], diskFull: false, broker: null as unknown as ExternalBroker };
  door.broker = new ExternalBroker({
    ...ExternalMqtt.parse({ url: options.url ?? peer.url, clientId, connections: 2, ...options }),
    accept: async (messages) => {
      if (door.diskFull) throw new Error('no space left');
      for (const { payload } of messages) door.accepted.push(Buffer.from(payload).toString());
      return { accepted: messages.length, refused: [] };
    },
    nowMs: () => 0,
    logger: pino({ level: 'silent' }),
    metrics: new Registry(),
  });
  doors.push(door.broker);
  await door.broker.start();
  return door;
}

async function publish(from: number, to: number): Promise<void> {
  const client = await mqtt.connectAsync(peer.url);
  const sent = [];
  for (let i = from; i < to; i++)
    sent.push(client.publishAsync(`meters/M${i % 7}/readings`, String(i), { qos: 1 }));
  await Promise.all(sent);
  await client.endAsync();
}

function numbers(...lists: string[][]): number[] {
  return [...new Set(lists.flat().map(Number))].sort((a, b) => a - b);
}

const range = (to: number) => Array.from({ length: to }, (_, i) => i);

const behind = hasMosquitto ? 'behind Mosquitto' : `behind Mosquitto (${withoutMosquitto})`;
describe.runIf(hasMosquitto)(behind, () => {
  beforeEach(async () => {
    peer = await Mosquitto.start('max_inflight_messages 20');
  });

  afterEach(async () => {
    for (const door of doors.splice(0)) await door.stop();
    await peer.stop();
  });

  test.each([4, 5] as const)(
    'two processes share the load of one subscription (MQTT version %i)',
    async (version) => {
      const [one, two] = [await openDoor('one', { version }), await openDoor('two', { version })];
      await publish(0, 400);
      await expect.poll(() => numbers(one.accepted, two.accepted)).toEqual(range(400));
      expect(Math.min(one.accepted.length, two.accepted.length)).toBeGreaterThan(0);
    },
  );

  test('what cannot be made durable is not acknowledged, and comes again', async () => {
    const door = await openDoor('one', { connections: 1 });
    door.diskFull = true;
    await publish(0, 50);
    door.diskFull = false;
    await expect.poll(() => numbers(door.accepted), { timeout: 10_000 }).toEqual(range(50));
  });

  test('what comes while the process is away waits in its session', async () => {
    const door = await openDoor('one');
    await publish(0, 20);
    await expect.poll(() => numbers(door.accepted)).toEqual(range(20));
    await door.broker.stop();
    await publish(20, 60);
    const again = await openDoor('one');
    await expect.poll(() => numbers(door.accepted, again.accepted)).toEqual(range(60));
  });

  test('after a restart of the broker it is there again without help', async () => {
    const door = await openDoor('one');
    await peer.halt();
    await peer.resume();
    await expect.poll(() => door.broker.reasons(), { timeout: 10_000 }).toEqual([]);
    await expect
      .poll(
        async () => {
          await publish(0, 5);
          return numbers(door.accepted);
        },
        { timeout: 10_000 },
      )
      .toEqual(range(5));
  });

  test('the findings of a project are retained for who asks later', async () => {
    const door = await openDoor('one');
    await door.broker.publishFindings('P1', [{ kind: 'stalled' }]);
    const client = await mqtt.connectAsync(peer.url);
    const first = new Promise((resolve) =>
      client.once('message', (topic, payload) => resolve([topic, payload.toString()])),
    );
    await client.subscribeAsync('liangshai/findings/#', { qos: 1 });
    expect(await first).toEqual(['liangshai/findings/P1', '[{"kind":"stalled"}]']);
    await client.endAsync();
  });
});

test('a broker that does not answer is an error that says what to do', async () => {
  const url = `mqtt://127.0.0.1:${await freePort()}`;
  await expect(openDoor('one', { url })).rejects.toMatchObject({ code: 'broker-unreachable' });
  doors.length = 0;
});
