import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSection } from '../results.ts';
import { type LoadOptions, type LoadResult, login, runLoad } from './mqtt-load.ts';
import { usageOf } from './process-usage.ts';

/*
 * One run, side by side: bare aedes, Mosquitto, ours with everything on. `npm run bench:ingest [seconds] [what…]`; what: single, half, batch, idle.
 */
const seconds = Number(process.argv[2] ?? 10);
const parts = new Set(process.argv.length > 3 ? process.argv.slice(3) : ['single', 'half', 'batch', 'idle']);
const connections = 100;
const idleConnections = 10_000;

interface Peer {
  name: string;
  port: number;
  process: ChildProcess;
  users: boolean;
  stop(): Promise<void>;
}

function forked(file: string, args: string[], name: string): Promise<Peer> {
  const child = fork(join(import.meta.dirname, file), args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      if (name === 'liangshai') child.send('stop');
      else child.kill();
    });
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(`${name} ended`)));
    child.once('message', ({ port }: { port: number }) =>
      resolve({ name, port, process: child, users: name === 'liangshai', stop }),
    );
  });
}

async function mosquitto(directory: string): Promise<Peer> {
  const port = await freePort();
  const file = join(directory, 'mosquitto.conf');
  writeFileSync(file, `listener ${port} 127.0.0.1\nallow_anonymous true\nmax_inflight_messages 0\n`);
  const child = spawn('/usr/sbin/mosquitto', ['-c', file], { stdio: 'ignore' });
  for (let tries = 0; !(await answers(port)); tries++) {
    if (tries > 100) throw new Error('mosquitto does not answer');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const stop = () =>
    new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill();
    });
  return { name: 'mosquitto', port, process: child, users: false, stop };
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

function single(number: number, stamp: number): Buffer {
  return Buffer.from(
    `{"time":${stamp},"energy_kwh":${(stamp % 1e8) / 1000},"power_kw":${12.5 + (number % 7)}}`,
  );
}

function batch(number: number, stamp: number): Buffer {
  const items: string[] = [];
  for (let i = 0; i < 100; i++) {
    items.push(
      `{"meter":"M${(number * 100 + i) % 1000}","time":${stamp},"energy_kwh":${(stamp % 1e8) / 1000},"power_kw":12.5}`,
    );
  }
  return Buffer.from(`[${items.join(',')}]`);
}

interface Measured extends LoadResult {
  peer: string;
  residentMb: number;
}

async function measure(peer: Peer, options: Partial<LoadOptions> = {}): Promise<Measured> {
  const pid = peer.process.pid!;
  const result = await runLoad({
    port: peer.port,
    connections,
    window: 50,
    rate: null,
    seconds,
    warmupSeconds: seconds / 2,
    userOf: (number) => (peer.users ? { username: `M${number}`, password: 'secret' } : null),
    topicOf: (number) => `meters/M${number}/readings`,
    payloadOf: single,
    serverCpu: () => usageOf(pid).cpuSeconds,
    ...options,
  });
  return { ...result, peer: peer.name, residentMb: usageOf(pid).residentMb };
}

function row({
  peer,
  perSecond,
  p50Ms,
  p99Ms,
  serverCpuSeconds,
  cpuSeconds,
  residentMb,
  measuredSeconds,
}: Measured): string {
  const cells = [
    peer,
    Math.round(perSecond).toLocaleString('en'),
    p50Ms.toFixed(1),
    p99Ms.toFixed(1),
    (serverCpuSeconds / measuredSeconds).toFixed(2),
    Math.round((perSecond * measuredSeconds) / serverCpuSeconds).toLocaleString('en'),
    Math.round(residentMb),
    (cpuSeconds / measuredSeconds).toFixed(2),
  ];
  return `| ${cells.join(' | ')} |`;
}

const printed: string[] = [];

function print(line: string): void {
  printed.push(line);
  process.stdout.write(`${line}\n`);
}

function header(title: string): void {
  print(`\n${title}\n`);
  print(
    '| peer | acknowledged/s | p50 ms | p99 ms | server CPU (cores) | acknowledged per CPU second | resident MB | generator CPU (cores) |',
  );
  print('|---|---|---|---|---|---|---|---|');
}

function ask(peer: Peer): Promise<{ stored: number; waiting: number }> {
  return new Promise((resolve) => {
    peer.process.once('message', (answer) => resolve(answer as { stored: number; waiting: number }));
    peer.process.send('stored');
  });
}

async function idle(peer: Peer): Promise<void> {
  const before = usageOf(peer.process.pid!);
  const sockets: Socket[] = [];
  for (let number = 0; number < idleConnections; number += 100) {
    const some = Array.from({ length: 100 }, (_, i) =>
      login(peer.port, number + i, { username: `M${(number + i) % 1000}`, password: 'secret' }),
    );
    sockets.push(...(await Promise.all(some)));
  }
  const after = usageOf(peer.process.pid!);
  print(
    `\n${idleConnections} idle connections: ${Math.round(after.residentMb)} MB resident (before: ${Math.round(before.residentMb)} MB)`,
  );
  for (const socket of sockets) socket.destroy();
}

async function main(directory: string): Promise<void> {
  const peers = [
    () => forked('peer-aedes.ts', [], 'aedes'),
    () => mosquitto(directory),
    () => forked('peer-liangshai.ts', [mkdtempSync(join(directory, 'city-')), '1000'], 'liangshai'),
  ];
  const results: Measured[] = [];
  if (parts.has('single')) {
    header(`Single readings, QoS 1, ${connections} connections, 50 in flight each, ${seconds} s`);
    for (const open of peers) {
      const peer = await open();
      results.push(await measure(peer));
      print(row(results.at(-1)!));
      await peer.stop();
    }
    const [aedes, , ours] = results;
    print(`\nours / aedes: ${(ours!.perSecond / aedes!.perSecond).toFixed(2)} acknowledged messages/s`);
  }
  if (parts.has('half') || parts.has('batch') || parts.has('idle')) {
    const peer = await peers[2]!();
    if (parts.has('half')) {
      const rate = (results[2]?.perSecond ?? 40_000) / 2;
      header(`At half the maximum (${Math.round(rate).toLocaleString('en')} messages/s)`);
      print(row(await measure(peer, { rate })));
    }
    if (parts.has('batch')) {
      header('Gateway batches of 100 readings (readings, not messages, a second)');
      const measured = await measure(peer, {
        connections: 10,
        window: 10,
        userOf: (number) => ({ username: `G-M${number}`, password: 'secret' }),
        topicOf: (number) => `gateways/G-M${number}/readings`,
        payloadOf: batch,
      });
      print(row({ ...measured, perSecond: measured.perSecond * 100 }));
      const { stored, waiting } = await ask(peer);
      print(
        `\nstored meanwhile: ${stored.toLocaleString('en')}, still in the spool: ${waiting.toLocaleString('en')}`,
      );
    }
    if (parts.has('idle')) await idle(peer);
    await peer.stop();
  }
}

const directory = mkdtempSync(join(tmpdir(), 'bench-ingest-'));
try {
  await main(directory);
  writeSection('ingest', ['npm run bench:ingest --', ...process.argv.slice(2)].join(' '), printed);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
