import fc from 'fast-check';
import { expect, test } from 'vitest';
import { projectionOf } from './projection.ts';
import { type Located, placed as placedBy, placesOf, territories } from './territory.ts';

const box = { width: 800, height: 600, margin: 40 };
const at = (id: string, longitude: number | null, latitude: number | null, district = 'D1') => ({
  id,
  district: { id: district },
  longitude,
  latitude,
});

const placed = (projects: Located[], into: typeof box) =>
  placedBy(projects, projectionOf(placesOf(projects), into));

test('north is up, east is right', () => {
  const [southWest, northEast] = placed([at('a', 121.2, 29.2), at('b', 121.9, 30.2)], box);
  expect(northEast!.x).toBeGreaterThan(southWest!.x);
  expect(northEast!.y).toBeLessThan(southWest!.y);
});

test('places that lie as good as together stand in the middle', () => {
  for (const { x, y } of placed([at('a', 0, 0), at('b', -5e-324, 5e-324)], box)) {
    expect(x).toBeCloseTo(box.width / 2, 6);
    expect(y).toBeCloseTo(box.height / 2, 6);
  }
});

test('every place lies inside the margins, whatever the coordinates', () => {
  const place = fc.tuple(
    fc.double({ min: -179, max: 179, noNaN: true }),
    fc.double({ min: -80, max: 80, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 30 }), (places) => {
      const spots = placed(
        places.map(([longitude, latitude], i) => at(`P${i}`, longitude, latitude)),
        box,
      );
      for (const { x, y } of spots) {
        expect(x).toBeGreaterThanOrEqual(box.margin - 1e-6);
        expect(x).toBeLessThanOrEqual(box.width - box.margin + 1e-6);
        expect(y).toBeGreaterThanOrEqual(box.margin - 1e-6);
        expect(y).toBeLessThanOrEqual(box.height - box.margin + 1e-6);
      }
    }),
  );
});

test('a project without coordinates is not put anywhere', () => {
  expect(placed([at('a', null, 29.2), at('b', 121.5, 29.9)], box).map(({ id }) => id)).toEqual(['b']);
  expect(placed([], box)).toEqual([]);
});

test('each district has a ground, and a border runs only between districts', () => {
  const spots = placed(
    [
      at('a', 121.1, 29.5, 'west'),
      at('b', 121.1, 29.9, 'west'),
      at('c', 121.8, 29.5, 'east'),
      at('d', 121.82, 29.9, 'east'),
    ],
    box,
  );
  const two = territories(spots, box);
  expect(two.grounds.map(({ district }) => district)).toEqual(['west', 'east']);
  expect(two.borders).not.toBe('');
  const one = territories(
    spots.map((spot) => ({ ...spot, district: 'whole' })),
    box,
  );
  expect(one.borders).toBe('');
});
