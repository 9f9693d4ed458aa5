import { expect, test } from 'vitest';
import type { ActivityState } from '../model/activity.ts';
import { dayNumber, dayText } from './city-days.ts';
import type { DayRecord } from './findings/rule.ts';
import { agrees, standstill, standstillDays } from './standstill.ts';

const first = dayNumber('2026-06-01');
const calendar = (date: string) => ({ date, workday: true, holiday: null, springFestivalDay: null });

/** A city of so many sites over 40 days; site `n` rests on the days that `rests` names. */
function city(sites: number, rests: (site: number, day: number) => boolean): Map<number, ActivityState>[] {
  return Array.from({ length: sites }, (_, site) => {
    const states = Array.from({ length: 40 }, (_, day) => [first + day, rests(site, day)] as const);
    return new Map(states.map(([day, rest]) => [day, rest ? 'idle' : 'working'] as const));
  });
}

const daysOf = (states: Map<number, ActivityState>[]) =>
  [...standstillDays(states, calendar)].map((day) => day - first);

test.each<[string, number, (site: number, day: number) => boolean, number[]]>([
  [
    'half of the sites rest for three days',
    30,
    (site, day) => site % 2 === 0 && day >= 20 && day < 23,
    [20, 21, 22],
  ],
  ['one site in ten rests, as on any day', 30, (site, day) => (site + day) % 10 === 0, []],
  ['sites rest that stood before', 30, (site) => site < 15, []],
  ['too few sites are known', 11, (_, day) => day === 20, []],
  ['they are new to us', 30, (_, day) => day === 3, []],
])('when %s, a city of %i has these standstills', (_, sites, rests, expected) => {
  expect(daysOf(city(sites, rests))).toEqual(expected);
});

test('what goes on for weeks befalls no city: it is each site’s own', () => {
  expect(daysOf(city(30, (site, day) => site % 2 === 0 && day >= 15))).toHaveLength(10);
});

test('the order of the projects does not matter', () => {
  const states = city(30, (site, day) => site % 3 === 0 && day === 20);
  expect(daysOf(states.toReversed())).toEqual(daysOf(states));
});

const record = (state: ActivityState, excused: string | null) =>
  ({ day: first, state, excused }) as DayRecord;

test.each<[string, DayRecord, number[], boolean]>([
  ['a stop that is excused by a standstill that is known', record('idle', standstill), [first], true],
  ['one by a standstill that is known no more', record('idle', standstill), [], false],
  ['one on a day that turned out to be a standstill', record('idle', null), [first], false],
  ['work on such a day', record('working', null), [first], true],
  ['a stop with an excuse of its own', record('idle', '台风'), [first], true],
])(`%s (%#) agrees with what is known of ${dayText(first)}`, (_, day, standstills, expected) => {
  expect(agrees([day], new Set(standstills))).toBe(expected);
});
