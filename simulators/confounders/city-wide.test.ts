import { expect, test } from 'vitest';
import { type City, generateCity } from '../city/city.ts';
import { liveDay } from '../life/day.ts';
import { outdoorPhases } from '../life/phases.ts';
import { SiteRun } from '../load/site-run.ts';
import { dayNumber, dayText } from '../surroundings/days.ts';
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

/** Energy between two hours of a day, of all sites that are no tunnel: what is built, or what all the camps take. */
function energyOf(
  city: City,
  day: number,
  fromHour: number,
  toHour: number,
  part: 'workKw' | 'camp',
): number {
  let sum = 0;
  for (const site of city.sites.filter(({ roundTheClock }) => !roundTheClock)) {
    const run = new SiteRun(site, city.surroundings, day);
    run.next();
    for (const load of run.loads.filter(({ meter }) => part === 'workKw' || meter.role === 'camp')) {
      const kw = part === 'workKw' ? load.workKw : load.kw;
      sum += kw.subarray(fromHour * 4, toHour * 4).reduce((all, each) => all + each * 0.25, 0);
    }
  }
  return sum;
}

/** With a ban and without; `holidays` changes nothing but makes night shifts as rare in both. */
const bannedAndFree = (name: string) =>
  [cityWith(`${name},night-shift`), cityWith('holidays,night-shift')] as const;

test.each([
  ['exam-ban', 14, 24],
  ['night-ban', 7, 20],
])(
  '%s: for %i to %i days the machines stand from nine in the evening, and only concrete that was begun is poured out; by day all goes on, and after it the nights too',
  (name, shortest, longest) => {
    const [banned, free] = bannedAndFree(name);
    const event = eventIn(banned, 'night-ban');
    const days = event.to - event.from + 1;
    expect(days).toBeGreaterThanOrEqual(shortest);
    expect(days).toBeLessThanOrEqual(longest);
    const nightOf = (city: City, day: number) =>
      energyOf(city, day, 21, 24, 'workKw') + energyOf(city, day, 0, 5, 'workKw');
    let [late, lateFree, byDay, byDayFree] = [0, 0, 0, 0];
    for (let day = event.from; day < event.from + 7; day++) {
      expect(free.surroundings.on(day).events.has('night-ban')).toBe(false);
      late += nightOf(banned, day);
      lateFree += nightOf(free, day);
      byDay += energyOf(banned, day, 8, 17, 'workKw');
      byDayFree += energyOf(free, day, 8, 17, 'workKw');
    }
    expect(late).toBeLessThan(lateFree * 0.4);
    expect(byDay).toBeGreaterThan(byDayFree * 0.9);
    expect(nightOf(banned, event.to + 2)).toBeCloseTo(nightOf(free, event.to + 2), 6);
  },
);

test.each(['exam-ban', 'night-ban'])(
  '%s: who rests at night works by day, so by truth nothing stops, nobody is held to it, and shields drive on',
  (name) => {
    const [banned, free] = bannedAndFree(name);
    const event = eventIn(banned, 'night-ban');
    for (let day = event.from; day <= event.to; day++) {
      const states = (city: City) =>
        happeningsOn(city, day).map(({ state, why, crew }) => [state, why, crew]);
      expect(states(banned)).toEqual(states(free));
      expect(banned.registry.suspensions).toEqual(free.registry.suspensions);
    }
    const shieldAt = (city: City) =>
      city.sites
        .filter(({ roundTheClock }) => roundTheClock)
        .map((site) => liveDay(site, city.surroundings.on(event.from + 1)))
        .filter(({ phase, machine }) => phase === 'tunnelling' && machine).length;
    expect(shieldAt(banned)).toBe(shieldAt(free));
  },
);

test('rain: a week of downpours, and outdoor work stops on most days', () => {
  const city = cityWith('rain');
  const event = eventIn(city, 'rain-spell');
  const days = [event.from, event.from + 1, event.from + 2].flatMap((day) => happeningsOn(city, day));
  const outdoors = days.filter(({ phase }) => outdoorPhases.has(phase));
  expect(outdoors.filter(({ state }) => state === 'working').length / outdoors.length).toBeLessThan(0.6);
});

test('heat: 39 °C and more, nobody works outdoors at noon, and the camps cool', () => {
  const [hot, plain] = [cityWith('heat'), cityWith('none')];
  const day = eventIn(hot, 'heat-wave').from;
  expect(hot.surroundings.on(day).weather.maxC).toBeGreaterThanOrEqual(39);
  expect(energyOf(hot, day, 12, 16, 'workKw')).toBeLessThan(energyOf(plain, day, 12, 16, 'workKw') * 0.7);
  expect(energyOf(hot, day, 18, 24, 'camp')).toBeGreaterThan(energyOf(plain, day, 18, 24, 'camp') * 1.2);
});

test('cold: nine degrees below the season, and the camps heat day and night', () => {
  const [cold, plain] = [cityWith('cold', '2025-11-01'), cityWith('none', '2025-11-01')];
  const day = eventIn(cold, 'cold-spell').from;
  const meanC = (city: City) => city.surroundings.on(day).weather.meanC;
  expect(meanC(cold)).toBeCloseTo(meanC(plain) - 9, 6);
  expect(energyOf(cold, day, 0, 24, 'camp')).toBeGreaterThan(energyOf(plain, day, 0, 24, 'camp') * 1.2);
});

const always = cityWith('spring-festival,holidays,adjusted-workdays', '2026-01-05');
const shareOn = (date: string, wanted: (why: string) => boolean) => {
  const days = happeningsOn(always, dayNumber(date));
  return days.filter(({ why }) => wanted(why)).length / days.length;
};

test('spring-festival, holidays and adjusted-workdays come with any city: naming them changes no site', () => {
  expect(always.sites.every(({ spells }) => spells.length === 0)).toBe(true);
});

test('spring-festival: on the first day of the year nearly every site stands empty', () => {
  expect(shareOn('2026-02-17', (why) => why === 'spring-festival')).toBeGreaterThan(0.75);
});

test('holidays: on National Day many sites stand by the calendar, a week before none does', () => {
  expect(shareOn('2026-10-01', (why) => why === 'holiday')).toBeGreaterThan(0.3);
  expect(shareOn('2026-09-24', (why) => why === 'holiday')).toBe(0);
});

test('adjusted-workdays: a Sunday worked in exchange for a holiday is worked by those who rest on Sundays', () => {
  expect(shareOn('2026-09-20', (why) => why === 'weekend')).toBe(0);
  expect(shareOn('2026-09-13', (why) => why === 'weekend')).toBeGreaterThan(0.1);
});
