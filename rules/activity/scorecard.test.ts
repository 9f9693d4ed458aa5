import { expect, test } from 'vitest';
import { bias, points } from './points.ts';
import { logOddsOf } from './scorecard.ts';
import { campSigns, ownSigns, recentSigns, siteSigns } from './signs.ts';

const signs = [...ownSigns, ...siteSigns, ...recentSigns, ...campSigns];

test.each(signs.map((sign) => [sign.name, sign] as const))(
  '%s has rising knots and points at each',
  (name, { knots }) => {
    expect(knots).toEqual(knots.toSorted((a, b) => a - b));
    expect(points[name]).toHaveLength(knots.length);
  },
);

test('there are no points for a sign that nobody reads', () => {
  expect(Object.keys(points).sort()).toEqual(signs.map(({ name }) => name).sort());
});

test('a sign between two knots is worth what lies between their points', () => {
  const [sign] = ownSigns;
  const [low, high] = points[sign!.name]!;
  const odds = logOddsOf([{ sign: sign!, weight: 1, knot: 0, share: 0.25 }]);
  expect(odds).toBeCloseTo(bias + 0.75 * low! + 0.25 * high!, 9);
});
