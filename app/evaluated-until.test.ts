import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Reading } from '../model/reading.ts';
import { plainMeter } from '../model/registry.fixture.ts';
import { at, type ClosingCity, openClosingCity, smallCity } from './dispatch/closing-city.fixture.ts';
import { EvaluatedUntil } from './evaluated-until.ts';
import { projectFacts } from './facts.ts';

const hourMs = 3_600_000;
const now = at('2026-11-20T12:00');
const meters = ['HS1', 'YZ1'].map((project) => plainMeter({ id: `M-${project}`, project }));
const facts = projectFacts({ ...smallCity(), meters }, new Map());

let city: ClosingCity;
beforeAll(async () => {
  city = await openClosingCity('2026-11-20T12:00');
  const readings = meters.map((meter) => reading(meter.id, now - 5 * hourMs));
  await city.readings.write(readings, now - 5 * hourMs);
});
afterAll(() => city.stop());

function reading(meter: string, timeMs: number): Reading {
  const { project } = meters.find(({ id }) => id === meter)!;
  const rest = { powerKw: null, voltageV: null, currentA: null, powerFactor: null };
  return { meter, project, timeMs, receivedMs: timeMs, energyKwh: 1, ...rest };
}

const until = async () => {
  const one = new EvaluatedUntil(city.readings, city.records);
  await one.load();
  return one;
};
const touched = async (one: EvaluatedUntil) =>
  (await one.touched(facts, now + 2 * hourMs)).map(({ meter }) => meter).sort();

test('what an unfinished run has judged is not looked at from its beginning again', async () => {
  expect(await touched(await until())).toEqual(['M-HS1', 'M-YZ1']);
  await (await until()).putPart({ atMs: now, projects: ['YZ1'] });
  const again = await until();
  expect(await touched(again)).toEqual(['M-HS1']);
  const order = again.inOrder([...facts.values()]).map(({ project }) => project.id);
  expect(order[0]).toBe('YZ1');
});

test('what comes in after the unfinished run began is looked at, of each project', async () => {
  await city.readings.write([reading('M-YZ1', now - 4 * hourMs)], now + 1000);
  expect(await touched(await until())).toEqual(['M-HS1', 'M-YZ1']);
});

test('a whole run makes an end of it', async () => {
  await (await until()).putWhole(now + hourMs);
  expect(await touched(await until())).toEqual([]);
});
