import { expect, test } from 'vitest';
import { generateCity } from '../city/city.ts';
import { type DayNumber, dayNumber } from '../surroundings/days.ts';
import { liveDay } from './day.ts';

const city = generateCity({
  seed: 4,
  projects: 300,
  startDay: '2025-11-01',
  asOf: '2026-11-24',
  with: 'none',
});
const building = (day: DayNumber) => city.sites.filter((site) => site.start < day && site.finish > day);

function shareOf(date: string, wanted: (state: string, why: string) => boolean): number {
  const day = dayNumber(date);
  const days = building(day).map((site) => liveDay(site, city.surroundings.on(day)));
  return days.filter(({ state, why }) => wanted(state, why)).length / days.length;
}

const working = (state: string) => state === 'working';

test('on a dry working day nine sites of ten work, on a Sunday fewer', () => {
  expect(shareOf('2026-11-24', working)).toBeGreaterThan(0.85);
  expect(shareOf('2026-11-22', working)).toBeLessThan(shareOf('2026-11-24', working) - 0.1);
});

test('at the Spring Festival nearly nobody works, and after 正月十五 nearly everybody does again', () => {
  expect(shareOf('2026-02-17', working)).toBeLessThan(0.2);
  expect(shareOf('2026-02-25', working)).toBeLessThan(0.75);
  expect(shareOf('2026-03-06', working)).toBeGreaterThan(0.8);
});

test('a few sites have not come back after the festival, and truth holds it against them', () => {
  const late = shareOf('2026-03-06', (_, why) => why === 'not-resumed');
  expect(late).toBeGreaterThan(0.005);
  expect(late).toBeLessThan(0.12);
});

test('over a year about one day in fifteen of construction falls into stops, approved ones included', () => {
  let stopped = 0;
  let all = 0;
  for (let day = city.firstDay; day < city.firstDay + 380; day += 3) {
    for (const site of building(day)) {
      all += 1;
      if (site.stops.some((stop) => stop.from <= day && day <= stop.to)) stopped += 1;
    }
  }
  expect(stopped / all).toBeGreaterThan(0.045);
  expect(stopped / all).toBeLessThan(0.09);
});

test('a stop that is approved is held against nobody, any other against somebody on each of its days', () => {
  for (const site of city.sites) {
    for (const stop of site.stops) {
      for (const day of [stop.from, stop.to]) {
        expect(liveDay(site, city.surroundings.on(day)).stall).toBe(stop.approved ? '' : 'stalled');
      }
    }
  }
});

test('a typhoon stops every site and empties the camps', () => {
  const typhoon = city.surroundings.events
    .between(dayNumber('2026-06-01'), dayNumber('2026-10-31'))
    .find(({ kind }) => kind === 'typhoon')!;
  for (const site of building(typhoon.from)) {
    const day = liveDay(site, city.surroundings.on(typhoon.from));
    expect(day.state).not.toBe('working');
    if (day.why === 'typhoon') expect(day.camp).toBeLessThan(0.1);
  }
});

test('share and causes of the stops can be chosen', () => {
  const options = { seed: 4, projects: 80, startDay: '2026-06-01', asOf: '2026-06-01', with: 'none' };
  const causes = (of: Partial<Parameters<typeof generateCity>[0]>) =>
    generateCity({ ...options, ...of }).sites.flatMap((site) => site.stops.map(({ cause }) => cause));
  expect(causes({ stallShare: 0 })).toEqual([]);
  expect(new Set(causes({ stallCauses: ['funding', 'dispute'] }))).toEqual(new Set(['funding', 'dispute']));
  expect(causes({ stallShare: 0.2 }).length).toBeGreaterThan(causes({ stallShare: 0.05 }).length * 2);
});
