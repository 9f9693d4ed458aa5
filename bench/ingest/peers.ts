import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

/** A broker in a process of its own. */
export interface Peer {
  name: string;
  port: number;
  process: ChildProcess;
  /** Whom its clients log in as; null: it asks nobody. */
  meters: readonly string[] | null;
  stop(): Promise<void>;
}

const benchMeters = 1000;

export function aedes(): Promise<Peer> {
  return forked('aedes', 'peer-aedes.ts', []);
}

/** What `peer-liangshai.ts` is started with. */
export interface LiangshaiSettings {
  /** Its spool, and DuckDB's file; the same again goes on with them. */
  directory: string;
  meterCount: number;
  /** Another broker in place of its own. */
  broker?: { url: string; connections: number };
  /** In place of DuckDB. */
  influx?: { url: string; database: string };
}

/** The door, the intake and DuckDB, with as many meters. */
export async function liangshai(directory: string): Promise<Peer> {
  const settings: LiangshaiSettings = {
    directory: mkdtempSync(join(directory, 'peer-')),
    meterCount: benchMeters,
  };
  const peer = await forked('liangshai', 'peer-liangshai.ts', [JSON.stringify(settings)]);
  return { ...peer, meters: Array.from({ length: benchMeters }, (_, number) => `M${number}`) };
}

/** The same behind another broker, and before InfluxDB if there is one. */
export function liangshaiBehind(
  url: string,
  connections: number,
  directory: string,
  influx?: LiangshaiSettings['influx'],
): Promise<Peer> {
  const settings = { directory, meterCount: benchMeters, broker: { url, connections }, influx };
  return forked('liangshai', 'peer-liangshai.ts', [JSON.stringify(settings)]);
}

/** MQTT.js, which the door to another broker uses too, and nothing behind it. */
export function bareSubscriber(url: string, connections: number): Promise<Peer> {
  return forked('MQTT.js alone', 'peer-subscriber.ts', [url, String(connections)]);
}

/** The whole service, whose clock stands at `nowMs` until it is told another time. */
export function city(directory: string, nowMs: number): Promise<Peer> {
  const args = [mkdtempSync(join(directory, 'city-')), String(nowMs)];
  return forked('the whole service', 'peer-city.ts', args, ['--expose-gc']);
}

async function forked(name: string, file: string, args: string[], execArgv: string[] = []): Promise<Peer> {
  const child = fork(join(import.meta.dirname, file), args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv,
  });
  const stop = async () => {
    const ended = once(child, 'exit');
    child.send('stop');
    await ended;
  };
  const started = once(child, 'message') as Promise<[{ port: number; meters?: string[] }]>;
  const [{ port, meters = null }] = await Promise.race([
    started,
    once(child, 'exit').then(() => Promise.reject(new Error(`${name} ended`))),
  ]);
  return { name, port, meters, process: child, stop };
}

export async function mosquitto(directory: string): Promise<Peer> {
  const port = await freePort();
  const file = join(directory, 'mosquitto.conf');
  writeFileSync(
    file,
    `listener ${port} 127.0.0.1\nallow_anonymous true\nmax_inflight_messages 0\nmax_queued_messages 0\n`,
  );
  const child = spawn('/usr/sbin/mosquitto', ['-c', file], { stdio: 'ignore' });
  for (let tries = 0; !(await answers(port)); tries++) {
    if (tries > 100) throw new Error('mosquitto does not answer');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const stop = async () => {
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  };
  return { name: 'mosquitto', port, process: child, meters: null, stop };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket.destroy() !== null));
    socket.once('error', () => resolve(false));
  });
}

/** Asks a peer something and waits for its answer. */
export async function ask<Answer>(peer: Peer, question: string | object): Promise<Answer> {
  const answered = once(peer.process, 'message') as Promise<[Answer]>;
  peer.process.send(question);
  return (await answered)[0];
}
