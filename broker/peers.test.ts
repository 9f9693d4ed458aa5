import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashSecret } from '../model/secret.ts';
import { CredentialBook } from './credential-book.ts';
import { EmbeddedBroker } from './embedded-broker.ts';

const mosquitto = '/usr/sbin/mosquitto';
const received: { topic: string; text: string }[] = [];
let broker: EmbeddedBroker;

beforeEach(async () => {
  received.length = 0;
  const hash = await hashSecret('right', 'device');
  broker = new EmbeddedBroker({
    host: '127.0.0.1',
    port: 0,
    credentials: new CredentialBook([{ id: 'G1', kind: 'gateway', hash, meters: ['M1'] }]),
    accept: async ({ topic, payload }) => {
      received.push({ topic, text: Buffer.from(payload).toString() });
      return { accepted: 1, refused: [] };
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

test.each([
  ['3.1', 3, 'MQIsdp'],
  ['3.1.1', 4, 'MQTT'],
] as const)('a client of MQTT %s publishes', async (_, protocolVersion, protocolId) => {
  const url = `mqtt://127.0.0.1:${broker.port}`;
  const login = { username: 'G1', password: 'right', clientId: 'gateway-1' };
  const client = await mqtt.connectAsync(url, { ...login, protocolVersion, protocolId, reconnectPeriod: 0 });
  await client.publishAsync('gateways/G1/readings', '[]', { qos: 1 });
  await client.publishAsync('gateways/G1/readings', '[0]', { qos: 2 });
  await client.publishAsync('gateways/G1/readings', '[1]', { qos: 0 });
  await expect.poll(() => received.map((message) => message.text)).toEqual(['[]', '[0]', '[1]']);
  await client.endAsync();
});

test('a client of MQTT 5 is told that its version is not spoken', async () => {
  const url = `mqtt://127.0.0.1:${broker.port}`;
  const options = { username: 'G1', password: 'right', protocolVersion: 5, reconnectPeriod: 0 } as const;
  await expect(mqtt.connectAsync(url, options)).rejects.toThrow(/version/i);
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function publish(port: number, text: string): Promise<boolean> {
  const args = ['-h', '127.0.0.1', '-p', String(port), '-q', '1', '-t', 'gateways/G1/readings', '-m', text];
  return new Promise((resolve) => execFile('mosquitto_pub', args, (error) => resolve(error === null)));
}

if (existsSync(mosquitto)) {
  let bridge: ChildProcess | null = null;
  let directory: string;

  afterEach(async () => {
    if (bridge === null) return;
    const ended = new Promise((resolve) => bridge?.once('exit', resolve));
    bridge.kill();
    await ended;
    rmSync(directory, { recursive: true });
  });

  test('a Mosquitto bridge hands on what its own clients publish', async () => {
    directory = mkdtempSync(join(tmpdir(), 'bridge-'));
    const port = await freePort();
    const lines = [
      `listener ${port} 127.0.0.1`,
      'allow_anonymous true',
      'connection city',
      `address 127.0.0.1:${broker.port}`,
      'remote_username G1',
      'remote_password right',
      'topic gateways/G1/readings out 1',
      'restart_timeout 1',
    ];
    writeFileSync(join(directory, 'mosquitto.conf'), `${lines.join('\n')}\n`);
    bridge = spawn(mosquitto, ['-c', join(directory, 'mosquitto.conf')], { stdio: 'ignore' });
    await expect.poll(() => publish(port, '[1]'), { timeout: 10_000 }).toBe(true);
    await expect
      .poll(() => received, { timeout: 10_000 })
      .toContainEqual({ topic: 'gateways/G1/readings', text: '[1]' });
    expect(await publish(port, '[2]')).toBe(true);
    await expect.poll(() => received.map((message) => message.text), { timeout: 10_000 }).toContain('[2]');
  });
} else {
  test(`there is no ${mosquitto}: its bridge is not tested here`, () => {
    expect(existsSync(mosquitto)).toBe(false);
  });
}
