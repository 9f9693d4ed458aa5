import { describe, expect, test } from 'vitest';
import { type LoadSum, mealOf, officeShare, type RestLoad, withLoad, withRest } from './mean-day.ts';

/** A day of a camp that is awake at noon and in the evening, kW, with a crew and an office besides. */
function day(crewKw: number, officeKw = 0, wobble = 0): number[] {
  return Array.from({ length: 96 }, (_, step) => {
    const hour = (step + 0.5) / 4;
    const atWork = (hour > 6.75 && hour < 11.25) || (hour > 12.5 && hour < 17.5);
    const open = hour > 8 && hour < 18;
    const camp = 8 + 6 * Math.exp(-(((hour - 12) / 0.9) ** 2)) + 12 * Math.exp(-(((hour - 20) / 1.9) ** 2));
    return camp + (atWork ? crewKw : 0) + (open ? officeKw : 0) + wobble * Math.sin(7 * step + wobble);
  });
}

function sumOf(days: readonly number[][]): LoadSum {
  return days.reduce<LoadSum | null>((sum, one) => withLoad(sum, one), null)!;
}

const wobbles = [1, 2, 3, 2, 1, 3, 2, 1];
const hoursOf = (loadKw: readonly number[]) =>
  Array.from({ length: 24 }, (_, hour) => (loadKw[4 * hour]! + loadKw[4 * hour + 2]!) / 2);

describe('a meal in the mean day', () => {
  test('a crew that draws less than the camp is seen', () => {
    expect(mealOf(sumOf(wobbles.map((wobble) => day(6, 0, wobble))), null)).toBeGreaterThan(-2);
  });

  test.each([
    ['an empty site', sumOf(wobbles.map((wobble) => day(0, 0, wobble)))],
    ['people who stay in by day', sumOf(wobbles.map((wobble) => day(0, 5, wobble)))],
    ['one day alone', sumOf([day(3)])],
  ])('%s has none', (_, sum) => {
    expect(mealOf(sum, null)).toBeLessThan(-3);
  });

  test('what the site looks like on its days of rest is no crew, more than that is', () => {
    const tenant = wobbles.map((wobble) => day(6, 0, wobble));
    const rest = tenant.reduce<RestLoad | null>(withRest, null)!;
    expect(mealOf(sumOf(tenant), null)).toBeGreaterThan(-2);
    expect(mealOf(sumOf(tenant), rest.kw)).toBeLessThan(-3.5);
    expect(mealOf(sumOf(wobbles.map((wobble) => day(12, 0, wobble))), rest.kw)).toBeGreaterThan(-2);
    const empty = wobbles.map((wobble) => day(0, 0, wobble)).reduce<RestLoad | null>(withRest, null)!;
    expect(mealOf(sumOf(tenant), empty.kw)).toBeGreaterThan(-2);
  });

  test.each([0, 4])('days of rest that are flat at %d kW leave the answer as it is', (kw) => {
    const sum = sumOf(wobbles.map((wobble) => day(6, 0, wobble)));
    expect(mealOf(sum, new Array(96).fill(kw))).toBeCloseTo(mealOf(sum, null), 3);
  });
});

test('an office that is open as ever is told from one with a guard', () => {
  const usual = hoursOf(day(30, 8));
  expect(officeShare(sumOf([day(1, 8), day(1, 8)]), usual)).toBeGreaterThan(0.5);
  expect(officeShare(sumOf([day(0, 1), day(0, 1)]), usual)).toBeLessThan(0.3);
});
