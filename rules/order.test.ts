import fc from 'fast-check';
import { expect, test } from 'vitest';
import { medianOf, quantileOf } from './order.ts';

const figures = fc.array(fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: 0, max: 3 })), {
  maxLength: 300,
});

/** `-0` and `0` are the same figure. */
const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b).map((value) => value + 0);

test('the median is the value in the middle of the sorted ones, or the mean of the two there', () => {
  fc.assert(
    fc.property(figures, (values) => {
      const all = sorted(values);
      const middle = values.length >> 1;
      const mean = (all[middle - 1]! + all[middle]!) / 2;
      const expected = values.length === 0 ? Number.NaN : values.length % 2 === 1 ? all[middle]! : mean;
      expect(medianOf(values) + 0).toBe(expected + 0);
    }),
  );
});

test('a quantile is the value at its place among the sorted ones', () => {
  fc.assert(
    fc.property(figures, fc.double({ min: 0, max: 0.999, noNaN: true }), (values, share) => {
      const expected = sorted(values)[Math.floor(share * values.length)] ?? Number.NaN;
      expect(quantileOf(values, share) + 0).toBe(expected);
    }),
  );
});

test('what is not known lies above all that is', () => {
  expect(medianOf([Number.NaN, 1, 2])).toBe(2);
  expect(medianOf([Number.NaN, Number.NaN, 2])).toBeNaN();
  expect(medianOf([])).toBeNaN();
});

test('the values asked for stay as they were', () => {
  const values = [3, 1, 2];
  medianOf(values);
  expect(values).toEqual([3, 1, 2]);
});
