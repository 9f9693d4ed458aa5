import { expect, test } from 'vitest';
import { registerModulusKwh } from './meter.ts';

test.each([
  [99_999.99, 100_000],
  [999_999.9, 1_000_000],
  [9999, 10_000],
  [100_000, 100_000],
  [1_000_000, 1_000_000],
  // No dial of nines: what a manufacturer's paper says is taken as it is.
  [429_496.72, 429_496.72],
])('a register that goes to %s wraps at %s kWh', (maxKwh, modulusKwh) => {
  expect(registerModulusKwh(maxKwh)).toBe(modulusKwh);
});
