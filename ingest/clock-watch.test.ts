import { expect, test } from 'vitest';
import { ClockWatch } from './clock-watch.ts';

const minute = 60_000;

/** The meter sends every minute of an hour; `lag` is how old its reading is by then, in minutes. */
function hourOf(lag: (atMinute: number) => number): ReadonlyMap<string, number> {
  const watch = new ClockWatch(10 * minute);
  for (let at = 0; at <= 60; at++) watch.note('M1', (at - lag(at)) * minute, at * minute);
  return watch.off;
}

test.each([
  ['a right clock', () => 0],
  ['a clock that is off by less than the bound', () => -9],
  ['a backlog of two hours, sent over twenty minutes', (at: number) => Math.max(0, 120 - at * 6)],
])('%s is not flagged', (_, lag) => {
  expect(hourOf(lag).size).toBe(0);
});

test.each([
  ['a slow clock', 30],
  ['a fast clock', -20],
  ['a clock that fell back to 2005', 11_000_000],
])('%s is flagged with its offset', (_, lag) => {
  expect(hourOf(() => lag).get('M1')).toBe(lag * minute);
});

test('one batch of a history is no judgement on the clock', () => {
  const watch = new ClockWatch(10 * minute);
  for (let at = 0; at < 500; at++) watch.note('M1', at * minute, 1_000_000 * minute);
  watch.note('M1', 0, 1_000_060 * minute);
  expect(watch.off.size).toBe(0);
});

test('a clock that was set right is no longer flagged', () => {
  const watch = new ClockWatch(10 * minute);
  for (let at = 0; at <= 120; at++) watch.note('M1', (at - (at < 40 ? 30 : 0)) * minute, at * minute);
  expect(watch.off.size).toBe(0);
});
