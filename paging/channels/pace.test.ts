import { expect, test } from 'vitest';
import { Pace } from './pace.ts';

const limits = [
  { most: 2, perMs: 1000 },
  { most: 3, perMs: 60_000 },
];

test('a place is free when every limit has one, and a refusal takes none', () => {
  let now = 0;
  const pace = new Pace(limits, () => now);
  expect([pace.take(), pace.take(), pace.take(), pace.take()]).toEqual([0, 0, 1000, 1000]);
  now = 1000;
  expect([pace.take(), pace.take()]).toEqual([0, 59_000]);
  now = 60_000;
  expect([pace.take(), pace.take()]).toEqual([0, 0]);
  now = 61_000;
  expect(pace.take()).toBe(0);
});

test('while the receiver is closed there is no place', () => {
  let now = 0;
  const pace = new Pace(limits, () => now);
  pace.close(5000);
  expect(pace.take()).toBe(5000);
  now = 5000;
  expect(pace.take()).toBe(0);
});
