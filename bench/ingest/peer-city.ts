import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Configuration } from '../../app/config.ts';
import { buildLog } from '../../app/log.ts';
import { roles } from '../../app/roles.ts';
import { Service } from '../../app/service.ts';
import { hashSecret } from '../../model/secret.ts';
import { generateCity } from '../../simulators/city/city.ts';
import { watchDuckDbBuffers } from './duckdb-buffers.ts';

/*
 * The whole service as an operator has it, with a city of 420 projects: its registry, a credential for each meter, and a
 * clock that its parent sets.
 */
const directory = process.argv[2]!;
let now = Number(process.argv[3]);
const data = join(directory, 'data');
mkdirSync(data);
const day = new Date(now).toISOString().slice(0, 10);
const city = generateCity({ seed: 1, projects: 420, startDay: day, asOf: day });
const meters = [...new Set(city.registry.meters.map(({ id }) => id))];

const buffersMb = watchDuckDbBuffers();
const service = new Service({
  configuration: Configuration.parse({
    data,
    http: { port: 0 },
    mqtt: { host: '127.0.0.1', port: 0, limits: { messagesPerSecond: 1_000_000 } },
    log: { level: 'warn' },
  }),
  log: buildLog('warn'),
  nowMs: () => now,
  simulated: true,
  only: new Set(roles),
});
const { mqtt, board } = await service.start();
const act = { actor: 'bench', atMs: now };
await service.records.importRegistry(city.registry, act);
const hash = await hashSecret('secret', 'device');
await service.records.putCredentials(
  meters.map((id) => ({ id, kind: 'meter', meters: [id], hash, createdMs: now })),
  act,
);
await service.refresh();

/** What is really held: how much garbage lies about besides is V8's to decide. */
function heapMb(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** Readings that may wait for the store while more is sent: a replay goes as fast as the store, not as the spool. */
const waitingAtMost = 100_000;

/** Resolves when at most so many of the accepted readings wait for the store; with how many are in it. */
async function stored(waiting: number): Promise<number> {
  for (;;) {
    const metrics = await (await fetch(new URL('/metrics', board!))).text();
    const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1]);
    const inStore = figure('liangshai_ingest_stored_total');
    if (figure('liangshai_ingest_accepted_total') - inStore <= waiting) return inStore;
    await setTimeout(100);
  }
}

type Question = 'heap' | 'stored' | 'stop' | { nowMs: number; evaluate: boolean };

async function answer(question: Question): Promise<unknown> {
  if (question === 'heap') return { heapMb: heapMb() };
  if (question === 'stored') return stored(0);
  if (question === 'stop') {
    await service.stop();
    process.exit(0);
  }
  await stored(waitingAtMost);
  now = question.nowMs;
  // As on its schedule: nobody waits for it.
  if (question.evaluate) void service.evaluate();
  return { buffersMb: await buffersMb() };
}

process.on('message', (question: Question) => {
  void answer(question).then((answered) => process.send?.(answered));
});
process.send?.({ port: Number(new URL(mqtt!).port), meters });
