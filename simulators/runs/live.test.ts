import { afterEach, expect, test } from 'vitest';
import { type City, generateCity } from '../city/city.ts';
import type { Site } from '../city/site.ts';
import { reaches, type Spell } from '../confounders/confounder.ts';
import { dayStartMs, stepMs } from '../surroundings/days.ts';
import { openBroker } from './broker.fixture.ts';
import { runCity } from './city-run.ts';

interface Published {
  client: string;
  topic: string;
  payload: Buffer;
}

const ending: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

/** A city of one site that meets the confounder on the first of its meters that speaks JSON on a line of its own. */
function oneSite(name: string): { city: City; spell: Spell; meter: Site['meters'][number] } {
  const city = generateCity({
    seed: 5,
    projects: 60,
    startDay: '2026-06-01',
    asOf: '2026-06-01',
    with: name,
  });
  for (const site of city.sites) {
    for (const spell of site.spells.filter(({ from }) => from > city.firstDay + 2)) {
      const meter = site.meters.find((each, i) => {
        const isMet = name === 'meter-swap' ? each.successor !== null : reaches(spell, i, site.meters.length);
        return isMet && each.gateway === null && each.profile === 'canonical';
      });
      if (meter !== undefined) return { city: { ...city, sites: [site] }, spell, meter };
    }
  }
  throw new RangeError(`no site meets ${name}`);
}

/** Lets a city speak to a broker from an instant of its own time; each look at its clock moves that on by 15 s. */
async function speaking(city: City, fromMs: number) {
  const { aedes, url, close } = await openBroker();
  const published: Published[] = [];
  aedes.on('publish', (packet, client) => {
    const { topic, payload } = packet;
    if (client !== null) published.push({ client: client.id, topic, payload: Buffer.from(payload) });
  });
  const clock = { ms: fromMs };
  const stopping = new AbortController();
  const done = runCity({
    city,
    broker: url,
    http: null,
    secrets: new Map(),
    sinceMs: null,
    reports: null,
    truth: null,
    intervalS: 0.05,
    cityNowMs: () => (clock.ms += 15_000),
    report: () => undefined,
    onError: () => undefined,
    signal: stopping.signal,
  });
  ending.push(close, () => {
    stopping.abort();
    return done;
  });
  const readingsOf = (meter: string) =>
    published.filter(({ topic }) => topic === `meters/${meter}/readings`).map(({ payload }) => payload);
  return { published, clock, readingsOf };
}

const isReadable = (payload: Buffer) => {
  try {
    return JSON.parse(payload.toString()) !== null;
  } catch {
    return false;
  }
};

test('garbage: some messages of a meter come cut and full of noise, and the ones between are sound', async () => {
  const { city, spell, meter } = oneSite('garbage');
  const { readingsOf } = await speaking(city, dayStartMs(spell.from) + stepMs);
  const broken = () => readingsOf(meter.id).filter((payload) => !isReadable(payload));
  await expect.poll(() => broken().length, { timeout: 20_000 }).toBeGreaterThan(2);
  expect(readingsOf(meter.id).filter(isReadable).length).toBeGreaterThan(broken().length * 4);
  for (const payload of broken()) expect(payload.includes(0xff)).toBe(true);
});

test('late-backlog: the line is dead for days, then all comes at once with the times at which it was measured', async () => {
  const { city, spell, meter } = oneSite('late-backlog');
  const fromMs = dayStartMs(spell.from) + stepMs;
  const endMs = dayStartMs(spell.to + 1);
  const { clock, readingsOf } = await speaking(city, fromMs);
  await expect.poll(() => clock.ms - fromMs, { timeout: 20_000 }).toBeGreaterThan(4 * stepMs);
  expect(readingsOf(meter.id)).toEqual([]);
  clock.ms = endMs;
  await expect.poll(() => readingsOf(meter.id).length, { timeout: 20_000 }).toBeGreaterThan(1);
  const [first] = readingsOf(meter.id).map((payload) => JSON.parse(payload.toString()));
  const times = first.map(({ time }: { time: number }) => time);
  expect(times.length).toBeGreaterThan(3);
  expect(times[0]).toBeLessThan(fromMs + 2 * stepMs);
  expect(new Set(times.map((time: number) => Math.floor(time / stepMs))).size).toBe(times.length);
  expect(times.every((time: number) => time < endMs)).toBe(true);
});

test('meter-swap: from midnight on the new meter speaks on a line of its own, and the old one is gone without a goodbye', async () => {
  const { city, meter } = oneSite('meter-swap');
  const { id, from, initialKwh } = meter.successor!;
  const { published, clock, readingsOf } = await speaking(city, dayStartMs(from) - 3 * 3_600_000);
  await expect.poll(() => readingsOf(meter.id).length, { timeout: 20_000 }).toBeGreaterThan(0);
  clock.ms = dayStartMs(from) + stepMs;
  await expect.poll(() => readingsOf(id).length, { timeout: 20_000 }).toBeGreaterThan(0);
  const { energy_kwh } = JSON.parse(readingsOf(id)[0]!.toString());
  expect(energy_kwh).toBeGreaterThanOrEqual(initialKwh);
  expect(energy_kwh).toBeLessThan(initialKwh + 200);
  expect(published.find(({ topic }) => topic === `meters/${id}/readings`)!.client).toBe(id);
  const status = () => published.filter(({ topic }) => topic === `meters/${meter.id}/status`);
  await expect.poll(() => status().map(({ payload }) => payload.toString())).toEqual(['online', 'offline']);
});

test('a change of a meter is in the registry a month ahead, so that the service knows the new one in time', () => {
  const { city, meter } = oneSite('meter-swap');
  const { from, id } = meter.successor!;
  const rows = (daysBefore: number) =>
    generateCity({
      ...city.options,
      asOf: new Date((from - daysBefore) * 86_400_000).toISOString().slice(0, 10),
    }).registry.meters.map((row) => row.id);
  expect(rows(31)).not.toContain(id);
  expect(rows(30)).toContain(id);
});
