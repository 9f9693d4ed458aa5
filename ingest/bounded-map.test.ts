import { expect, test } from 'vitest';
import { BoundedMap } from './bounded-map.ts';

test('beyond its bound the oldest entry goes, and a key that is there takes no room', () => {
  const map = new BoundedMap<string, number>(2);
  map.set('a', 1).set('b', 2).set('b', 3).set('c', 4);
  expect([...map]).toEqual([
    ['b', 3],
    ['c', 4],
  ]);
});
