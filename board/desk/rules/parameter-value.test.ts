import { expect, test } from 'vitest';
import { fromWritten, toWritten } from './parameter-value.ts';

test.each([
  [0.07, 'share', 7],
  [0.285, 'share', 28.5],
  [0.005, 'share', 0.5],
  [1, 'share', 100],
  [1.6, 'times', 1.6],
] as const)('%d in %s is written %d, and read back', (value, unit, written) => {
  expect(toWritten(value, unit)).toBe(written);
  expect(fromWritten(written, unit)).toBe(value);
});
