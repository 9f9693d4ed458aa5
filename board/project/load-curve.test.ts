import { expect, test } from 'vitest';
import type { ActivityPoint } from '../../api/schemas/activity.ts';
import { loadCurve, stepLengthMs, workingStretches } from './load-curve.ts';

const quarter = stepLengthMs.interval;
const point = (i: number, energyKwh: number, measured = 1) => ({ timeMs: i * quarter, energyKwh, measured });

test('energy of a step becomes its mean power', () => {
  expect(loadCurve([point(0, 25)], 'interval').measured).toEqual([[0, 100]]);
  expect(loadCurve([point(0, 25)], 'hour').measured).toEqual([[0, 25]]);
});

test('a missing step breaks the line instead of bridging it', () => {
  const { measured } = loadCurve([point(0, 25), point(3, 25)], 'interval');
  expect(measured).toEqual([
    [0, 100],
    [quarter, null],
    [3 * quarter, 100],
  ]);
});

test('what was estimated is a line of its own that meets the measured one on both sides', () => {
  const curve = loadCurve([point(0, 10), point(1, 20, 0), point(2, 30, 0), point(3, 40)], 'interval');
  expect(curve.measured.map(([, kw]) => kw)).toEqual([40, null, null, 160]);
  expect(curve.estimated).toEqual([
    [0, null],
    [0, 40],
    [quarter, 80],
    [2 * quarter, 120],
    [3 * quarter, 160],
  ]);
});

test('hours of work in a row are one stretch', () => {
  const hour = stepLengthMs.hour;
  const hours = ['idle', 'working', 'working', 'idle', 'working'].map((state, i) => ({
    timeMs: i * hour,
    state,
  })) as ActivityPoint[];
  expect(workingStretches(hours)).toEqual([
    { fromMs: hour, toMs: 3 * hour },
    { fromMs: 4 * hour, toMs: 5 * hour },
  ]);
});
