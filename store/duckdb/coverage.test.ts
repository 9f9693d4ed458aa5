import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Coverage } from './coverage.ts';

test('whatever the order, a time that was claimed is never new again', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60 })), (times) => {
      const coverage = new Coverage();
      const seen = new Set<number>();
      for (const time of times) {
        if (coverage.claim(time)) expect(seen.has(time)).toBe(false);
        seen.add(time);
      }
    }),
  );
});

test('two runs that come side by side are new to their last', () => {
  const coverage = new Coverage();
  const claims = Array.from({ length: 100 }, (_, step) => [
    coverage.claim(1000 + step),
    coverage.claim(step),
  ]);
  expect(claims.flat()).not.toContain(false);
});

test('a range that is covered is not new, what lies outside is', () => {
  const coverage = new Coverage();
  coverage.cover(10, 20);
  expect([9, 10, 15, 20, 21].map((time) => coverage.claim(time))).toEqual([true, false, false, false, true]);
});
