import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Configuration } from '../../app/config.ts';
import { buildLog } from '../../app/log.ts';
import { roles } from '../../app/roles.ts';
import { Service } from '../../app/service.ts';
import { hashSecret } from '../../model/secret.ts';
import { generateCity } from '../../simulators/city/city.ts';

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
const { mqtt } = await service.start();
const act = { actor: 'bench', atMs: now };
await service.records.importRegistry(city.registry, act);
const hash = await hashSecret('secret', 'device');
await service.records.putCredentials(
  meters.map((id) => ({ id, kind: 'meter', meters: [id], hash, createdMs: now })),
  act,
);
await service.refresh();

/** What is really held: how much garbage lies about besides is V8's to decide. */
function tellHeap(): void {
  globalThis.gc?.();
  process.send?.({ heapMb: process.memoryUsage().heapUsed / 2 ** 20 });
}

process.on('message', (question: 'memory' | 'stop' | { nowMs: number }) => {
  if (typeof question === 'object') now = question.nowMs;
  else if (question === 'memory') tellHeap();
  else void service.stop().then(() => process.exit(0));
});
process.send?.({ port: Number(new URL(mqtt!).port), meters });
