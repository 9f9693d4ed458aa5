import { expect, test } from 'vitest';
import { placeNames } from './place-names.ts';

const spot = (district: string, x: number, y: number) => ({ id: `${district}${x}${y}`, district, x, y });

test('a name stands in the middle of its sites when nothing is there', () => {
  const spots = [spot('D1', 0, 0), spot('D1', 200, 0), spot('D1', 0, 200), spot('D1', 200, 200)];
  expect(placeNames([{ district: 'D1', text: '海曙区' }], spots, 20)).toEqual([
    { district: 'D1', text: '海曙区', x: 100, y: 100 },
  ]);
});

test('a name steps aside from the sites it would cover', () => {
  const heap = Array.from({ length: 9 }, (_, i) =>
    spot('D1', 100 + (i % 3) * 12, 100 + Math.floor(i / 3) * 12),
  );
  const [name] = placeNames([{ district: 'D1', text: '海曙区' }], heap, 20);
  const covered = heap.filter(({ x, y }) => Math.abs(x - name!.x) < 30 && Math.abs(y - name!.y) < 10);
  expect(covered).toEqual([]);
});

test('two names never lie over each other, and one without sites is not written', () => {
  const spots = [spot('D1', 100, 100), spot('D2', 110, 104)];
  const names = ['D1', 'D2', 'D3'].map((district) => ({ district, text: '象山县' }));
  const placed = placeNames(names, spots, 20);
  expect(placed.map(({ district }) => district)).toEqual(['D1', 'D2']);
  const [a, b] = placed;
  expect(Math.abs(a!.x - b!.x) > 60 || Math.abs(a!.y - b!.y) > 20).toBe(true);
});
