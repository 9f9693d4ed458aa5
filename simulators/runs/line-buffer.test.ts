import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineBuffer } from './line-buffer.ts';

test.each([
  [0, 0, '0'],
  [0, 2, '0.00'],
  [0.05, 2, '0.05'],
  [9.999, 2, '10.00'],
  [-3.2, 1, '-3.2'],
  [-0.001, 2, '0.00'],
  [999_999.99, 2, '999999.99'],
  [1_790_265_600_000, 0, '1790265600000'],
] as const)('%f with %i decimals is written %s', (value, decimals, text) => {
  const buffer = new LineBuffer(64);
  buffer.fixed(value, decimals);
  expect(buffer.copy().toString()).toBe(text);
});

test('any amount in hundredths is read back as it was', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), (hundredths) => {
      const buffer = new LineBuffer(64);
      buffer.fixed(hundredths / 100, 2);
      expect(Math.round(Number(buffer.copy().toString()) * 100)).toBe(hundredths === 0 ? 0 : hundredths);
    }),
  );
});

test('it grows without losing what it holds', () => {
  const buffer = new LineBuffer(4);
  for (let i = 0; i < 100; i++) {
    buffer.reserve(8);
    buffer.fixed(i % 10, 0);
  }
  expect(buffer.copy().toString()).toBe('0123456789'.repeat(10));
});
