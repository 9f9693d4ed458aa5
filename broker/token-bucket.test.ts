import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TokenBucket } from './token-bucket.ts';

test('a burst passes at once, and what follows waits its turn', () => {
  const bucket = new TokenBucket(10, 2, 0);
  expect([bucket.take(0), bucket.take(0), bucket.take(0), bucket.take(0)]).toEqual([0, 0, 100, 200]);
});

test('over any stretch no more passes than the rate and one burst', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 200 }), (gaps) => {
      const bucket = new TokenBucket(10, 5, 0);
      let now = 0;
      const passes = gaps.map((gap) => {
        now += gap;
        return now + bucket.take(now);
      });
      const end = Math.max(0, ...passes);
      expect(passes.length).toBeLessThanOrEqual(5 + (end / 1000) * 10 + 1e-6);
    }),
  );
});
