import { expect, test } from 'vitest';
import type { CityMap } from '../server/city-map.ts';
import { boundariesOf, boundaryPath } from './boundaries.ts';

const square = [
  [121, 29],
  [122, 29],
  [122, 30],
  [121, 29],
] as const;

const map: CityMap = {
  type: 'FeatureCollection',
  features: [
    { properties: { name: '海曙区' }, geometry: { type: 'Polygon', coordinates: [square] } },
    { properties: { id: 'xs' }, geometry: { type: 'MultiPolygon', coordinates: [[square], [square]] } },
    { properties: { name: '车站' }, geometry: { type: 'Point' } },
    { properties: null, geometry: null },
  ],
};

test('polygons of one piece or of many are boundaries; everything else in a file is passed over', () => {
  expect(boundariesOf(map).map(({ name, rings }) => [name, rings.length])).toEqual([
    ['海曙区', 1],
    ['xs', 2],
  ]);
});

test('a boundary becomes a closed path', () => {
  const path = boundaryPath(boundariesOf(map)[0]!, ([longitude, latitude]) => ({
    x: longitude - 121,
    y: 30 - latitude,
  }));
  expect(path).toBe('M0.0,1.0L1.0,1.0L1.0,0.0L0.0,1.0Z');
});
