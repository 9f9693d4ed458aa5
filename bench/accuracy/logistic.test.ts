import { expect, test } from 'vitest';
import { fitLogistic } from './logistic.ts';

test('shares of two groups come back as their log odds', () => {
  const rows = Array.from({ length: 200 }, (_, i) => ({
    columns: [0, 1],
    values: [1, i % 2],
    worked: i % 2 === 1 ? i % 20 !== 1 : i % 20 === 0,
    weight: 1,
    offset: 0,
  }));
  const [constant, group] = fitLogistic(rows, 2, 1e-9);
  expect(constant).toBeCloseTo(Math.log(0.1 / 0.9), 3);
  expect(constant! + group!).toBeCloseTo(Math.log(0.9 / 0.1), 3);
});
