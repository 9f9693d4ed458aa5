import { expect, test } from 'vitest';
import { type City, generateCity } from '../city/city.ts';
import { liveDay } from '../life/day.ts';
import { outdoorPhases } from '../life/phases.ts';
import { dayText } from '../surroundings/days.ts';
import type { CityEvent, EventKind } from '../surroundings/events.ts';

function cityWith(name: string, startDay = '2026-03-01'): City {
  return generateCity({ seed: 9, projects: 60, startDay, asOf: '2026-07-01', with: name });
}

/** The event that the name brought besides those of the season. */
function eventIn(city: City, kind: EventKind): CityEvent {
  return city.surroundings.events
    .between(city.firstDay, city.firstDay + 110)
    .find((event) => event.kind === kind)!;
}

/** What the sites that are being built do on a day, approved and other stops apart. */
function happeningsOn(city: City, day: number) {
  return city.sites
    .filter((site) => site.start < day && site.finish > day)
    .map((site) => liveDay(site, city.surroundings.on(day)))
    .filter((each) => each.stall === '' && each.why !== 'suspension');
}

test.each([
  ['typhoon', 'typhoon'],
  ['safety-order', 'safety-order'],
] as const)('%s: every site stops, and the registry excuses the whole city', (name, kind) => {
  const city = cityWith(name);
  const event = eventIn(city, kind);
  expect(happeningsOn(city, event.from).every(({ state }) => state !== 'working')).toBe(true);
  expect(city.registry.suspensions).toContainEqual(
    expect.objectContaining({ project: '*', from: dayText(event.from), to: dayText(event.to) }),
  );
});

test('pollution-order: outdoor work stops, work inside goes on', () => {
  const city = cityWith('pollution-order');
  const days = happeningsOn(city, eventIn(city, 'pollution').from);
  expect(days.filter(({ phase }) => outdoorPhases.has(phase)).some(({ state }) => state === 'working')).toBe(
    false,
  );
  expect(days.some(({ state }) => state === 'working')).toBe(true);
});

test('curtailment: some sites stand on each day, or all of them', () => {
  const city = cityWith('curtailment');
  const event = eventIn(city, 'curtailment');
  const days = happeningsOn(city, event.from + 1);
  const curtailed = days.filter(({ why }) => why === 'curtailment').length / days.length;
  expect(curtailed).toBeGreaterThan(event.strict ? 0.95 : 0.03);
});

test.each(['exam-ban', 'night-ban'])('%s: nobody works in the evening', (name) => {
  const city = cityWith(name);
  const event = eventIn(city, 'night-ban');
  expect(event.to - event.from).toBeGreaterThanOrEqual(6);
  expect(city.surroundings.on(event.from).events.has('night-ban')).toBe(true);
});

test('rain: a week of downpours, and outdoor work stops on most days', () => {
  const city = cityWith('rain');
  const event = eventIn(city, 'rain-spell');
  const days = [event.from, event.from + 1, event.from + 2].flatMap((day) => happeningsOn(city, day));
  const outdoors = days.filter(({ phase }) => outdoorPhases.has(phase));
  expect(outdoors.filter(({ state }) => state === 'working').length / outdoors.length).toBeLessThan(0.6);
});

test('heat and cold: the camps of the city cool and heat', () => {
  const hot = cityWith('heat');
  expect(hot.surroundings.on(eventIn(hot, 'heat-wave').from).weather.maxC).toBeGreaterThanOrEqual(39);
  const cold = cityWith('cold', '2025-12-01');
  const plain = cityWith('none', '2025-12-01');
  const day = eventIn(cold, 'cold-spell').from;
  expect(cold.surroundings.on(day).weather.meanC).toBeCloseTo(
    plain.surroundings.on(day).weather.meanC - 9,
    6,
  );
});

test('holidays, 调休 and the Spring Festival come with any city and need no name', () => {
  const city = cityWith('spring-festival,holidays,adjusted-workdays');
  expect(city.sites.every(({ spells }) => spells.length === 0)).toBe(true);
});
