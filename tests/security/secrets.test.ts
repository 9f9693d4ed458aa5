import { randomBytes } from 'node:crypto';
import { glob, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import mqtt from 'mqtt';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { smallCity } from '../city.ts';
import { LiangshaiProcess, liangshai, scratchDirectory, writeCity } from '../liangshai-process.ts';

/* A service that logs everything it can, and somebody who goes through its doors with secrets that are known here. */

const forged = '{"level":30,"msg":"forged"}';
/** By what it is for. */
const secrets = new Map<string, string>();
let scratch: Awaited<ReturnType<typeof scratchDirectory>>;
let service: LiangshaiProcess;
let log = '';

beforeAll(async () => {
  scratch = await scratchDirectory();
  await writeCity(scratch.directory, smallCity(2));
  await writeConfiguration(scratch.directory);
  await liangshai(scratch.directory, 'import', 'registry');
  const meter = await liangshai(scratch.directory, 'meters', 'add', 'M1');
  secrets.set('meter', /password (\S+)/.exec(meter.stdout)![1]!);
  const gateway = await liangshai(scratch.directory, 'meters', 'add', 'G1', '--gateway', 'M1');
  secrets.set('token', /token (\S+)/.exec(gateway.stdout)![1]!);
  service = await LiangshaiProcess.start(scratch.directory, 'serve');
  secrets.set('one-time password', /one-time password (\S+)/.exec(service.output().stdout)![1]!);
  await throughMqtt();
  await throughHttp();
  await service.end();
  log = [meter, gateway, service.output()].map(({ stderr }) => stderr).join('');
}, 180_000);
afterAll(async () => {
  await service?.end('SIGKILL');
  await scratch.remove();
});

async function writeConfiguration(directory: string): Promise<void> {
  const files = path.join(directory, 'secrets');
  await mkdir(files);
  const secretFile = async (name: string, secret: string) => {
    secrets.set(name, secret);
    await writeFile(path.join(files, name), secret);
    return `secrets/${name}`;
  };
  const configuration = {
    http: {
      port: 0,
      openId: {
        issuer: 'http://127.0.0.1:9',
        clientId: 'liangshai',
        clientSecretFile: await secretFile('openid', randomBytes(24).toString('hex')),
      },
    },
    mqtt: {
      host: '127.0.0.1',
      port: 0,
      viewers: [{ id: 'oa', secretFile: await secretFile('viewer', randomBytes(24).toString('hex')) }],
    },
    log: { level: 'debug' },
    paging: {
      channels: {
        hook: {
          type: 'webhook',
          url: 'http://127.0.0.1:9/hook',
          privateNetwork: true,
          secretFile: await secretFile('webhook', `whsec_${randomBytes(32).toString('base64')}`),
        },
        mail: {
          type: 'email',
          host: '127.0.0.1',
          port: 9,
          from: 'liangshai@example.org',
          user: 'liangshai',
          passwordFile: await secretFile('mail', randomBytes(24).toString('hex')),
        },
      },
    },
  };
  // JSON is YAML.
  await writeFile(path.join(directory, 'liangshai.yaml'), JSON.stringify(configuration));
}

async function throughMqtt(): Promise<void> {
  const url = `mqtt://127.0.0.1:${service.mqttPort}`;
  const enter = (username: string, password: string) =>
    mqtt.connectAsync(url, { username, password, reconnectPeriod: 0 }, false);
  const client = await enter('M1', secrets.get('meter')!);
  await client.publishAsync('meters/M1/readings', `\n${forged}\n`, { qos: 1 });
  // Not its topic: the connection is closed.
  client.on('error', () => undefined);
  client.publish(`meters/M2/readings`, '{}', { qos: 1 });
  await new Promise<void>((resolve) => client.once('close', () => resolve()));
  await client.endAsync(true);
  await (await enter('oa', secrets.get('viewer')!)).endAsync();
  // The right secret under a wrong name, and a name that would be a line of its own.
  await expect(enter('M2', secrets.get('meter')!)).rejects.toThrow();
  await expect(enter(`M1\n${forged}\n`, secrets.get('meter')!)).rejects.toThrow();
}

async function throughHttp(): Promise<void> {
  const ask = (method: string, route: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(new URL(`/api/v1${route}`, service.board), {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const token = { authorization: `Bearer ${secrets.get('token')}` };
  const reading = { meter: 'M1', time: new Date().toISOString(), energy_kwh: 1 };
  expect((await ask('POST', '/readings', [reading], token)).status).toBe(202);
  await ask('POST', '/readings', [reading], { authorization: `Bearer ${secrets.get('token')}x` });
  const password = secrets.get('one-time password')!;
  await ask('POST', '/session', { user: `admin\n${forged}\n`, password });
  const signedIn = await ask('POST', '/session', { user: 'admin', password });
  const [cookie] = signedIn.headers.get('set-cookie')!.split(';');
  secrets.set('session', cookie!.split('=')[1]!);
  const newPassword = randomBytes(16).toString('hex');
  secrets.set('new password', newPassword);
  const own = { cookie: cookie! };
  await ask('PUT', '/session/password', { password, newPassword }, own);
  for (const channel of ['hook', 'mail'])
    await ask('POST', `/channels/${channel}/test`, { target: 'a@example.org' }, own);
  await ask('GET', '/session/openid', undefined);
  await ask('GET', `/act/${secrets.get('session')}`, undefined);
  await ask('GET', '/metrics', undefined, own);
}

test('no secret is in the log, though it is at its most talkative', () => {
  expect(log).toContain('"level"');
  expect([...secrets].filter(([, secret]) => log.includes(secret)).map(([name]) => name)).toEqual([]);
});

test('no secret lies in the data directory as it is', async () => {
  const found: string[] = [];
  const data = path.join(scratch.directory, 'data');
  let files = 0;
  for await (const name of glob('**/*', { cwd: data })) {
    const file = path.join(data, name);
    if (!(await stat(file)).isFile()) continue;
    files++;
    const bytes = await readFile(file);
    for (const [what, secret] of secrets) if (bytes.includes(secret)) found.push(`${name}: ${what}`);
  }
  expect(files).toBeGreaterThan(2);
  expect(found).toEqual([]);
});

test('nothing that a client says becomes a line of the log', () => {
  const lines = log.split('\n').filter((line) => line !== '');
  const messages = lines.map((line) => (JSON.parse(line) as { msg?: string }).msg);
  expect(messages).not.toContain('forged');
});
