import { pino } from 'pino';
import { Registry as Metrics } from 'prom-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Reading } from '../model/reading.ts';
import { plainMeter } from '../model/registry.fixture.ts';
import { emptyRegistry, type Registry } from '../model/registry.ts';
import { chineseCalendar } from '../registry/calendar.ts';
import { RulesConfiguration } from '../rules/configuration.ts';
import { standstill } from '../rules/standstill.ts';
import {
  at,
  type ClosingCity,
  daysFrom,
  openClosingCity,
  smallCity,
  zone,
} from './dispatch/closing-city.fixture.ts';
import { type Evaluated, Evaluation } from './evaluation.ts';
import { projectFacts } from './facts.ts';

const hourMs = 3_600_000;
const count = 15;
const first = '2026-09-01';
/** A Wednesday on which everybody rests. */
const rest = '2026-09-23';
const now = at('2026-09-25T00:20');
const siteOf = (n: number) => `S${n}`;

function registryOf(): Registry {
  const { districts, departments, projects } = smallCity();
  const ids = Array.from({ length: count }, (_, n) => siteOf(n));
  return {
    ...emptyRegistry(),
    districts,
    departments,
    projects: ids.map((id) => ({ ...projects[0]!, id, name: id })),
    meters: ids.map((id) => plainMeter({ id: `M-${id}`, project: id })),
  };
}

/** Registers by the hour: 40 kW in working hours, 2 kW else. */
function readingsOf(site: string): Reading[] {
  let energyKwh = 0;
  return daysFrom(first, 24).flatMap((day) => {
    const { workday } = chineseCalendar()(day);
    return Array.from({ length: 24 }, (_, hour): Reading => {
      const timeMs = at(`${day}T00:00`) + hour * hourMs;
      const reading = { meter: `M-${site}`, project: site, timeMs, receivedMs: timeMs, energyKwh };
      energyKwh += workday && day !== rest && hour >= 7 && hour < 18 ? 40 : 2;
      return { ...reading, powerKw: null, voltageV: null, currentA: null, powerFactor: null };
    });
  });
}

const isOfRest = ({ timeMs }: Reading) =>
  timeMs > at(`${rest}T00:00`) && timeMs < at(`${rest}T00:00`) + 30 * hourMs;

let city: ClosingCity;
let evaluation: Evaluation;
let evaluated: Evaluated[];
let rules: RulesConfiguration = RulesConfiguration.parse({});
let ranked = 0;

beforeAll(async () => {
  city = await openClosingCity('2026-09-25T00:20', { registry: registryOf() });
  evaluated = [];
  const facts = projectFacts(city.registry, new Map());
  evaluation = new Evaluation({
    records: city.records,
    readings: city.readings,
    city: { timeZone: zone, calendar: chineseCalendar() },
    rules: async () => rules,
    roster: { registry: city.registry, facts },
    openPages: () => null,
    rank: async () => {
      ranked += 1;
      return [];
    },
    nowMs: () => city.clock.nowMs,
    log: pino({ level: 'silent' }),
    metrics: new Metrics(),
    onEvaluated: (one) => evaluated.push(one),
  });
  await evaluation.start();
});
afterAll(async () => {
  await evaluation.stop();
  await city.stop();
});

async function excuseOf(site: string): Promise<string | null | undefined> {
  const fromMs = at(`${rest}T00:00`);
  const [day] = await city.readings.activity([site], { fromMs, toMs: fromMs + 1 }, 'day');
  return day?.excused;
}

test('a day of which late readings show that the whole city stood is excused for those who were judged before, too', async () => {
  const [early, ...late] = Array.from({ length: count }, (_, n) => readingsOf(siteOf(n)));
  await city.readings.write([...early!, ...late.flatMap((one) => one.filter((row) => !isOfRest(row)))], now);
  await evaluation.run();
  expect(await excuseOf(siteOf(0))).toBeNull();

  city.clock.nowMs = now + 60_000;
  await city.readings.write(
    late.flatMap((one) => one.filter(isOfRest)),
    city.clock.nowMs,
  );
  await evaluation.run();
  expect(await excuseOf(siteOf(1))).toBe(standstill);
  expect(await excuseOf(siteOf(0))).toBe(standstill);
  expect(evaluated.at(-1)?.projects.toSorted()).toEqual(
    city.registry.projects.map(({ id }) => id).toSorted(),
  );
});

test('other weights of the score rank anew and judge nobody again; another limit of a rule does', async () => {
  city.clock.nowMs = now + 120_000;
  await evaluation.run();
  const [judgedBefore, rankedBefore] = [evaluated.length, ranked];

  rules = RulesConfiguration.parse({ standings: { weights: { electricity: 0.1 } } });
  city.clock.nowMs += 60_000;
  await evaluation.run();
  expect(ranked).toBe(rankedBefore + 1);
  expect(evaluated).toHaveLength(judgedBefore);

  rules = RulesConfiguration.parse({ findings: { stalled: { yellowDays: 9 } } });
  city.clock.nowMs += 60_000;
  await evaluation.run();
  expect(evaluated.at(-1)?.projects).toHaveLength(count);
});
