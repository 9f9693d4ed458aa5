import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomOf } from '../../ingest/fuzz/mutation.ts';
import type { LiangshaiProcess } from '../liangshai-process.ts';
import { FaultCity } from './fault-city.ts';
import { length } from './length.ts';
import { expectNothingLost, Load } from './load.ts';
import { breakOff, dawdle, flood, type Mad, malformed } from './mad-clients.ts';

/* Meters that behave, and beside them one whose secret somebody uses for mischief. What the good ones were acknowledged
 * has to be there in the end, and they have to get on all the while. */

const goodReadings = length(100, 3000);
const slowClients = length(100, 1000);
const cuts = length(50, 1000);
const mutants = length(300, 20_000);
const atOnce = 20;

let city: FaultCity;
let service: LiangshaiProcess;
let load: Load;
let mad: Mad;

beforeAll(async () => {
  city = await FaultCity.open(5);
  service = await city.start();
  load = new Load(city, city.meters.slice(0, 4));
  load.begin(service);
  mad = { port: Number(service.mqttPort), meter: city.meters.at(-1)!, secret: city.secret };
}, 120_000);
afterAll(async () => {
  await load?.end();
  await service?.end('SIGKILL');
  await city?.remove();
});

async function inGroups(count: number, act: (number: number) => Promise<void>): Promise<void> {
  for (let first = 0; first < count; first += atOnce) {
    const group = Array.from({ length: Math.min(atOnce, count - first) }, (_, index) => first + index);
    await Promise.all(group.map(act));
  }
}

function residentMb(): number {
  const status = readFileSync(`/proc/${service.child.pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024);
}

test('one client that floods is slowed down, and the others get on', { timeout: 120_000 }, async () => {
  const flooding = flood(mad);
  await load.advance(goodReadings);
  const taken = flooding.stop();
  process.stdout.write(
    `flood: ${goodReadings} of the others acknowledged beside ${taken} of the flood; ${residentMb()} MB\n`,
  );
  expect(service.child.exitCode).toBeNull();
});

test('clients that begin and never finish hold nobody up', { timeout: 120_000 }, async () => {
  const slow = dawdle(mad, slowClients);
  await load.advance(goodReadings);
  process.stdout.write(
    `slow: ${goodReadings} acknowledged beside ${slowClients} slow clients; ${residentMb()} MB\n`,
  );
  for (const socket of slow) socket.destroy();
  await load.advance(goodReadings);
});

test('packets cut in the middle end their own connection and nothing else', {
  timeout: 120_000,
}, async () => {
  await inGroups(cuts, (number) => breakOff(mad, number));
  await load.advance(goodReadings);
});

test('malformed MQTT ends its own connection and nothing else', { timeout: 120_000 }, async () => {
  const random = randomOf(20261124);
  await inGroups(mutants, (number) => malformed(mad, number, random));
  await load.advance(goodReadings);
});

test('after all of it everything acknowledged is stored once', { timeout: 120_000 }, async () => {
  await load.end();
  expect(load.closures).toBeLessThanOrEqual(4);
  expect(await service.end()).toBe(0);
  const faults = `a flood, ${slowClients} slow clients, ${cuts} cut and ${mutants} malformed packets`;
  expectNothingLost('mad clients', load, await city.stored(), faults);
});
