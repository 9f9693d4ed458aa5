import { expect, test } from 'vitest';
import { partsOf, roughnessOf } from './day-parts.ts';

/** A day of 96 quarter hours, kW at each hour. */
const day = (kw: (hour: number) => number) => Float64Array.from({ length: 96 }, (_, i) => kw((i + 0.5) / 4));
const crew = (hour: number) => ((hour > 6.6 && hour < 11.25) || (hour > 12.4 && hour < 17.4) ? 60 : 0);
const evening = (hour: number) => 30 * Math.exp(-(((hour - 20) / 1.9) ** 2));

test.each<[string, (hour: number) => number, number, number]>([
  ['a crew with a meal at noon', (hour) => 5 + crew(hour), 500, 600],
  ['the same crew an hour late', (hour) => 5 + crew(hour - 1), 500, 600],
  ['the same crew beside a camp', (hour) => 5 + crew(hour) + evening(hour), 480, 660],
  ['a camp alone', (hour) => 5 + evening(hour), 0, 80],
  ['a heater', () => 55, 0, 1],
  ['nothing at all', () => 0, 0, 0],
])('%s has its work told apart', (_, kw, least, most) => {
  const { workKwh } = partsOf(day(kw));
  expect(workKwh).toBeGreaterThanOrEqual(least);
  expect(workKwh).toBeLessThanOrEqual(most);
});

test('no part is negative, and more shapes never explain less', () => {
  const parts = partsOf(day((hour) => 20 + 10 * Math.sin(hour) + crew(hour) / 3));
  for (const value of Object.values(parts)) expect(value).toBeGreaterThanOrEqual(0);
  expect(parts.error).toBeLessThanOrEqual(parts.errorWithoutWork + 1e-6);
});

test('an even load is not rough', () => {
  expect(
    roughnessOf(
      day(() => 40),
      8,
      11,
    ),
  ).toBe(0);
});
