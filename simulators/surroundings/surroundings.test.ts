import { expect, test } from 'vitest';
import { calendarMark, festivalOf } from './calendar.ts';
import { dayAt, dayNumber, dayStartMs, dayText, weekday } from './days.ts';
import { Surroundings } from './surroundings.ts';
import { weatherOn } from './weather.ts';

test.each([
  ['2026-02-17', false, '春节', 1],
  ['2026-02-16', false, '春节', 0],
  ['2026-02-28', true, null, 12],
  ['2026-10-01', false, '国庆节', null],
  ['2026-11-21', false, null, null],
  ['2026-11-24', true, null, null],
  ['2031-10-03', false, '国庆节', null],
] as const)('%s: workday %s, holiday %s, day of the festival %s', (date, workday, holiday, festivalDay) => {
  expect(calendarMark(dayNumber(date))).toMatchObject({ workday, holiday, festivalDay });
});

test('正月初一 is where the almanac says', () => {
  expect([2024, 2026, 2027].map((year) => dayText(festivalOf(year)))).toEqual([
    '2024-02-10',
    '2026-02-17',
    '2027-02-06',
  ]);
});

test('a day begins at 16:00 UTC of the day before', () => {
  const day = dayNumber('2026-11-24');
  expect(new Date(dayStartMs(day)).toISOString()).toBe('2026-11-23T16:00:00.000Z');
  expect(dayAt(dayStartMs(day))).toBe(day);
  expect(dayAt(dayStartMs(day) - 1)).toBe(day - 1);
  expect(weekday(day)).toBe(2);
});

test('January is cold, July is hot, and the plum rains come in June', () => {
  const month = (first: string) => {
    const from = dayNumber(first);
    const days = [1, 2, 3, 4, 5, 6].flatMap((seed) =>
      Array.from({ length: 30 }, (_, i) => weatherOn(seed, from + i)),
    );
    return {
      meanC: days.reduce((sum, { meanC }) => sum + meanC, 0) / days.length,
      wet: days.filter(({ rainMm }) => rainMm > 0).length / days.length,
    };
  };
  expect(month('2026-01-01').meanC).toBeLessThan(8);
  expect(month('2026-07-01').meanC).toBeGreaterThan(26);
  expect(month('2026-06-01').wet).toBeGreaterThan(month('2026-11-01').wet + 0.15);
});

test('days are short in winter: dusk at about five in December, at about seven in June', () => {
  expect(weatherOn(1, dayNumber('2026-12-21')).sunset).toBeCloseTo(16.95, 0);
  expect(weatherOn(1, dayNumber('2026-06-21')).sunset).toBeCloseTo(18.9, 0);
});

test('typhoons come between July and October, and each is a matter of days', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const { events } = new Surroundings(seed);
    const typhoons = events
      .between(dayNumber('2026-01-01'), dayNumber('2026-12-31'))
      .filter(({ kind }) => kind === 'typhoon');
    for (const { from, to } of typhoons) {
      expect(dayText(from).slice(5) >= '07-08' && dayText(from).slice(5) <= '10-04').toBe(true);
      expect(to - from).toBeLessThan(3);
    }
  }
});

test('two events of a kind that overlap are one, on whatever day one asks, and keep the stricter of their rules', () => {
  const day = dayNumber('2026-03-02');
  const event = (from: number, to: number, strict: boolean) => ({
    kind: 'curtailment' as const,
    from: day + from,
    to: day + to,
    strict,
  });
  const { events } = new Surroundings(1, [event(3, 9, true), event(0, 5, false), event(20, 22, false)]);
  const one = event(0, 9, true);
  expect(events.between(day, day + 30)).toEqual([one, event(20, 22, false)]);
  expect([0, 4, 9].flatMap((i) => events.between(day + i, day + i))).toEqual([one, one, one]);
});
