import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drift, Random, seedOf } from './random.ts';

test('the same path gives the same seed, another path another one', () => {
  expect(seedOf(1, 'P0001', 20_781)).toBe(seedOf(1, 'P0001', 20_781));
  const seeds = new Set(Array.from({ length: 10_000 }, (_, day) => seedOf(1, 'P0001', day)));
  expect(seeds.size).toBe(10_000);
});

test('every draw lies within what was asked for', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: -50, max: 50 }), fc.nat(100), (seed, low, span) => {
      const random = new Random(seed);
      for (let i = 0; i < 50; i++) {
        const whole = random.whole(low, low + span);
        expect(whole >= low && whole <= low + span && Number.isInteger(whole)).toBe(true);
        expect(Math.abs(random.bell())).toBeLessThanOrEqual(3);
        expect(random.exponential(2)).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});

test('draws are even: mean and spread are those of the distribution', () => {
  const random = new Random(7);
  const bells = Array.from({ length: 20_000 }, () => random.bell());
  const mean = bells.reduce((a, b) => a + b) / bells.length;
  const variance = bells.reduce((a, b) => a + (b - mean) ** 2, 0) / bells.length;
  expect(Math.abs(mean)).toBeLessThan(0.03);
  expect(Math.abs(variance - 1)).toBeLessThan(0.05);
});

test('drift is smooth and stays within 1', () => {
  for (let x = 0; x < 40; x += 0.05) {
    expect(Math.abs(drift(3, x))).toBeLessThanOrEqual(1);
    expect(Math.abs(drift(3, x + 0.01) - drift(3, x))).toBeLessThan(0.05);
  }
});
