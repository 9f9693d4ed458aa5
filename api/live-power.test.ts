import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Reading } from '../model/reading.ts';
import { LivePower, liveMs } from './live-power.ts';

const minute = 60_000;

function reading(atMinute: number, energyKwh: number | null, powerKw: number | null = null): Reading {
  const timeMs = atMinute * minute;
  return {
    meter: 'M1',
    project: 'P1',
    timeMs,
    receivedMs: timeMs,
    energyKwh,
    powerKw,
    voltageV: null,
    currentA: null,
    powerFactor: null,
  };
}

test.each([
  ['a meter that sends its power is believed', [reading(0, 10, 3), reading(1, 99, 4)], 4],
  ['a meter that sends registers only shows their rise', [reading(0, 100), reading(15, 105)], 20],
  ['the first register alone says nothing of power', [reading(0, 100)], null],
  ['a register that fell says nothing of power', [reading(0, 100), reading(15, 0)], null],
  ['a rise over a long silence is of the past', [reading(0, 100), reading(600, 200)], null],
  ['a reading out of order changes nothing', [reading(15, 105, 7), reading(0, 100, 1)], 7],
  [
    'registers a second apart are compared over a minute at least',
    [reading(0, 100), reading(1, 101), reading(1.01, 105)],
    60,
  ],
])('%s', (_, readings, expected) => {
  const power = new LivePower();
  for (const one of readings) power.take(one);
  expect(power.powerKw('M1', readings[readings.length - 1]!.timeMs)).toEqual(expected);
});

test('power ends when the meter falls silent, and its health goes from live to late to silent', () => {
  const power = new LivePower();
  expect(power.health('M1', 0)).toBe('never');
  power.take(reading(0, 100, 5));
  expect([power.health('M1', liveMs), power.powerKw('M1', liveMs)]).toEqual(['live', 5]);
  expect([power.health('M1', liveMs + 1), power.powerKw('M1', liveMs + 1)]).toEqual(['late', null]);
  expect(power.health('M1', 25 * 60 * minute)).toBe('silent');
});

test('a backlog shows that the meter lives, but its old power is not power now', () => {
  const power = new LivePower();
  power.take({ ...reading(0, 100, 5), receivedMs: 600 * minute });
  expect(power.health('M1', 600 * minute)).toBe('live');
  expect(power.powerKw('M1', 600 * minute)).toBeNull();
});

test('whatever the order of arrival, the newest reading by device time is the one shown', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(100), { minLength: 1 }), (minutes) => {
      const power = new LivePower();
      for (const at of minutes) power.take(reading(at, null, at));
      expect(power.meter('M1')?.reading.powerKw).toBe(Math.max(...minutes));
    }),
  );
});
