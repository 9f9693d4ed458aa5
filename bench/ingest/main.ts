import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSection } from '../results.ts';
import { measureExternal } from './external.ts';
import { measureIdle } from './idle.ts';
import { batch, single } from './payloads.ts';
import { aedes, ask, liangshai, mosquitto, type Peer } from './peers.ts';
import { replay } from './replay.ts';
import { type Measured, measure, print, printed, printHeader, printRow } from './report.ts';

/*
 * `npm run bench:ingest [-- seconds what…]`. One run, side by side: bare aedes, Mosquitto, ours with everything on.
 * `what`: single, half, batch, idle, external, and all of these without it; `npm run bench:ingest -- replay [hours]` is
 * a day of a city, or so many hours. A run of some of them is printed and not kept.
 */
const words = process.argv.slice(2);
const replaying = words[0] === 'replay';
const seconds = Number(replaying ? 0 : (words[0] ?? 10));
const parts = new Set(words.length > 1 ? words.slice(1) : ['single', 'half', 'batch', 'idle', 'external']);
const load = { connections: 100, window: 50, rate: null, seconds, warmupSeconds: seconds / 2 };
const meterLoad = {
  ...load,
  topicOf: (number: number) => `meters/M${number}/readings`,
  payloadOf: single,
};
/** Messages a second at half the maximum, when this run has not measured the maximum. */
const defaultHalf = 20_000;

async function withPeer<T>(opening: Promise<Peer>, act: (peer: Peer) => Promise<T>): Promise<T> {
  const peer = await opening;
  try {
    return await act(peer);
  } finally {
    await peer.stop();
  }
}

/** How long another broker is filled; it is emptied more slowly. */
const filledAtMostSeconds = 3;

/** How many single readings a second ours took. */
async function sideBySide(directory: string): Promise<number> {
  printHeader(
    `Single readings, QoS 1, ${load.connections} connections, ${load.window} in flight each, ${seconds} s`,
  );
  const results: Measured[] = [];
  for (const open of [aedes, () => mosquitto(directory), () => liangshai(directory)]) {
    const measured = await withPeer(open(), (peer) => measure(peer, meterLoad));
    printRow(measured);
    results.push(measured);
  }
  const [bare, , ours] = results;
  print(`\nours / aedes: ${(ours!.perSecond / bare!.perSecond).toFixed(2)} acknowledged messages/s`);
  return ours!.perSecond;
}

async function atRate(peer: Peer, rate: number): Promise<void> {
  printHeader(`At half the maximum (${Math.round(rate).toLocaleString('en')} messages/s)`);
  printRow(await measure(peer, { ...meterLoad, rate }));
}

async function inBatches(peer: Peer): Promise<void> {
  printHeader('Gateway batches of 100 readings (readings, not messages, a second)');
  const measured = await measure(peer, {
    ...load,
    connections: 10,
    window: 10,
    userOf: (number) => ({ username: `G-M${number}`, password: 'secret' }),
    topicOf: (number) => `gateways/G-M${number}/readings`,
    payloadOf: batch,
  });
  printRow(measured, 100);
  const { stored, waiting } = await ask<{ stored: number; waiting: number }>(peer, 'stored');
  print(
    `\nstored meanwhile: ${stored.toLocaleString('en')}, still in the spool: ${waiting.toLocaleString('en')}`,
  );
}

async function main(directory: string): Promise<void> {
  const maximum = parts.has('single') ? await sideBySide(directory) : 2 * defaultHalf;
  if (parts.has('half')) await withPeer(liangshai(directory), (peer) => atRate(peer, maximum / 2));
  if (parts.has('batch')) await withPeer(liangshai(directory), inBatches);
  if (parts.has('idle')) await measureIdle(directory);
  if (parts.has('external')) await measureExternal(directory, Math.min(seconds, filledAtMostSeconds));
}

const directory = mkdtempSync(join(tmpdir(), 'bench-ingest-'));
try {
  await (replaying ? replay(directory, Number(words[1] ?? 24)) : main(directory));
  const command = ['npm run bench:ingest --', ...words].join(' ');
  if (replaying) writeSection('ingest, replayed', command, printed);
  else if (words.length <= 1) writeSection('ingest', command, printed);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
