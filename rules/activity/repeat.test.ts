import { expect, test } from 'vitest';
import { isRepeated, printOf, repeatsWith } from './repeat.ts';

const machines = (seed: number) => (hour: number) =>
  hour > 6 && hour < 18 ? 60 + 30 * Math.sin(seed * 7 + hour * seed) : 5 + hour / 10;

function digest(day: number, kwh: (hour: number) => number) {
  return { day, shaped: true, hours: Array.from({ length: 24 }, (_, hour) => kwh(hour)) };
}

/** Days in a row at the end that are the same as one before. */
function repeatsOf(days: readonly ((hour: number) => number)[]): number {
  const prints = days.map((kwh, day) => printOf(digest(day, kwh)));
  return prints.reduce<number>((repeats, print, day) => {
    const before = prints.slice(0, day).filter((one) => one !== null);
    return repeatsWith(print, before, repeats);
  }, 0);
}

const week = [1, 2, 3, 4, 5, 6, 7].map(machines);
const rounded = (kwh: (hour: number) => number) => (hour: number) => Math.round(50 * kwh(hour)) / 50;

test.each<[string, ((hour: number) => number)[], boolean]>([
  ['a recorded week that is sent again', [...week, ...week.slice(0, 3)], true],
  ['the same, rounded another time', [...week, ...week.slice(0, 3).map(rounded)], true],
  ['one day like another', [...week, week[0]!, machines(11)], false],
  ['days of machines', [...week, ...[8, 9, 10, 11].map(machines)], false],
  ['a heater that is always the same', Array.from({ length: 9 }, () => () => 40), false],
  [
    'a register in steps of a hundred',
    Array.from({ length: 9 }, () => (hour: number) => (hour > 6 ? 100 : 0)),
    false,
  ],
])('%s is told apart', (_, days, expected) => {
  expect(isRepeated(repeatsOf(days))).toBe(expected);
});
