import { expect, test } from 'vitest';
import { spread } from './spread.ts';

const spot = (id: string, x: number, y: number) => ({ id, district: 'D', x, y });

test('sites with room around them stay where they are', () => {
  const spots = [spot('a', 0, 0), spot('b', 30, 0), spot('c', 0, 30)];
  expect(spread(spots, 15)).toEqual(spots);
});

test('sites on the very same place are drawn apart, and the picture is the same each time', () => {
  const heap = Array.from({ length: 12 }, (_, i) => spot(`P${i}`, 100, 100));
  const apart = spread(heap, 15);
  for (const [i, a] of apart.entries()) {
    for (const b of apart.slice(i + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(13);
  }
  expect(spread(heap, 15)).toEqual(apart);
});

test('a heap stays around its place', () => {
  const apart = spread(
    Array.from({ length: 9 }, (_, i) => spot(`P${i}`, 100 + (i % 3), 100 + i / 9)),
    15,
  );
  const middle = apart.reduce((sum, { x }) => sum + x, 0) / apart.length;
  expect(Math.abs(middle - 101)).toBeLessThan(1);
});
