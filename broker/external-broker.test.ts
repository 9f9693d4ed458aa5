import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectSocket, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ExternalMqtt } from './configuration.ts';
import { ExternalBroker } from './external-broker.ts';

const mosquitto = findMosquitto();
let directory: string;
let port: number;
let peer: ChildProcess;
const doors: ExternalBroker[] = [];

function findMosquitto(): string | null {
  for (const path of ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto', '/opt/homebrew/sbin/mosquitto']) {
    try {
      execFileSync(path, ['-h'], { stdio: 'ignore' });
      return path;
    } catch (error) {
      // Exit status 3 is its way to show help.
      if ((error as { status?: number }).status === 3) return path;
    }
  }
  return null;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function startPeer(): Promise<void> {
  peer = spawn(mosquitto!, ['-c', join(directory, 'mosquitto.conf')], { stdio: 'ignore' });
  await expect
    .poll(
      () =>
        new Promise((resolve) => {
          const socket = connectSocket(port, '127.0.0.1', () => resolve(socket.destroy() && true));
          socket.on('error', () => resolve(false));
        }),
    )
    .toBe(true);
}

async function stopPeer(): Promise<void> {
  const ended = new Promise((resolve) => peer.once('exit', resolve));
  peer.kill();
  await ended;
}

/** A process of the service as the broker sees it: what it accepted, and a disk that may be full. */
async function openDoor(clientId: string, options: Partial<ExternalMqtt> = {}) {
  const door = { accepted: [] as string[], diskFull: false, broker: null as unknown as ExternalBroker };
  door.broker = new ExternalBroker({
    ...ExternalMqtt.parse({ url: `mqtt://127.0.0.1:${port}`, clientId, connections: 2, ...options }),
    accept: async ({ payload }) => {
      if (door.diskFull) throw new Error('no space left');
      door.accepted.push(Buffer.from(payload).toString());
      return { accepted: 1, refused: [] };
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
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`);
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

if (mosquitto === null) {
  test('Mosquitto is not installed: the connection to an external broker is not tested here', () => {
    expect(mosquitto).toBeNull();
  });
} else {
  describe('behind Mosquitto', () => {
    beforeEach(async () => {
      directory = mkdtempSync(join(tmpdir(), 'mosquitto-'));
      port = await freePort();
      const lines = [
        `listener ${port} 127.0.0.1`,
        'allow_anonymous true',
        'max_queued_messages 0',
        'max_inflight_messages 20',
      ];
      writeFileSync(join(directory, 'mosquitto.conf'), `${lines.join('\n')}\n`);
      await startPeer();
    });

    afterEach(async () => {
      for (const door of doors.splice(0)) await door.stop();
      await stopPeer();
      rmSync(directory, { recursive: true });
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
      await stopPeer();
      await startPeer();
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
      const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`);
      const first = new Promise((resolve) =>
        client.once('message', (topic, payload) => resolve([topic, payload.toString()])),
      );
      await client.subscribeAsync('liangshai/findings/#', { qos: 1 });
      expect(await first).toEqual(['liangshai/findings/P1', '[{"kind":"stalled"}]']);
      await client.endAsync();
    });
  });

  test('a broker that does not answer is an error that says what to do', async () => {
    port = await freePort();
    await expect(openDoor('one')).rejects.toMatchObject({ code: 'broker-unreachable' });
    doors.length = 0;
  });
}
