import { expect, test } from 'vitest';
import { powerCurve, usualDifference } from './power-curve.ts';

const quarter = 15 * 60_000;
const point = (i: number, energyKwh: number, usualKwh: number | null = null, measured = 1) => ({
  timeMs: i * quarter,
  energyKwh,
  usualKwh,
  measured,
});

test('25 kWh in a quarter of an hour is 100 kW', () => {
  expect(powerCurve([point(0, 25, 20)], 9 * quarter)).toEqual([{ timeMs: 0, kw: 100, usualKw: 80 }]);
});

test('an interval that still runs, or was hardly measured, is no fall of power', () => {
  const curve = powerCurve([point(0, 25), point(1, 3, null, 0.2), point(2, 25), point(3, 1)], 4 * quarter);
  expect(curve.map(({ timeMs }) => timeMs / quarter)).toEqual([0, 2]);
});

test.each([
  [[25, 25, 25, 25], 20, '+25%'],
  [[10, 10, 10, 10], 20, '−50%'],
  [[20, 20, 20, 20], 20, '±0%'],
  [[20, 20, 20, 20], null, null],
])('the last hour of %j against a usual %s differs by %s', (kwh, usual, difference) => {
  expect(
    usualDifference(
      powerCurve(
        kwh.map((each, i) => point(i, each, usual)),
        9 * quarter,
      ),
    ),
  ).toBe(difference);
});
