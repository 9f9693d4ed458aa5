import type { Spot } from './territory.ts';

/** A name to be written on the map: how long it is, and around which sites it belongs. */
export interface PlaceName {
  district: string;
  text: string;
}

export interface PlacedName extends PlaceName {
  x: number;
  y: number;
}

const rings = [0, 26, 44, 62, 84, 108];
const directions = 12;

/**
 * Writes each district's name near the middle of its sites, where it covers the fewest of them and no other
 * name; the districts with the most sites choose first. `size` is the height of the writing.
 */
export function placeNames(names: readonly PlaceName[], spots: readonly Spot[], size: number): PlacedName[] {
  const placed: PlacedName[] = [];
  const sitesOf = (district: string) => spots.filter((spot) => spot.district === district);
  const order = names
    .map((name) => ({ name, sites: sitesOf(name.district) }))
    .filter(({ sites }) => sites.length > 0)
    .sort((a, b) => b.sites.length - a.sites.length);
  for (const { name, sites } of order) {
    const middle = {
      x: sites.reduce((sum, { x }) => sum + x, 0) / sites.length,
      y: sites.reduce((sum, { y }) => sum + y, 0) / sites.length,
    };
    const best = candidates(middle)
      .map((at) => ({ ...at, cost: cost({ ...name, ...at }, at.away, spots, placed, size) }))
      .reduce((least, each) => (each.cost < least.cost ? each : least));
    placed.push({ ...name, x: best.x, y: best.y });
  }
  return placed;
}

function candidates({ x, y }: { x: number; y: number }) {
  return rings.flatMap((away) =>
    Array.from({ length: away === 0 ? 1 : directions }, (_, turn) => {
      const angle = (turn / directions) * 2 * Math.PI;
      return { x: x + away * Math.cos(angle), y: y + away * Math.sin(angle), away };
    }),
  );
}

function cost(
  name: PlacedName,
  away: number,
  spots: readonly Spot[],
  placed: readonly PlacedName[],
  size: number,
): number {
  const half = halfWidth(name, size);
  const covered = spots.filter(
    ({ x, y }) => Math.abs(x - name.x) < half + size * 0.4 && Math.abs(y - name.y) < size * 0.95,
  ).length;
  const crossed = placed.filter(
    (other) =>
      Math.abs(other.x - name.x) < half + halfWidth(other, size) + size * 0.5 &&
      Math.abs(other.y - name.y) < size * 1.35,
  ).length;
  return covered * 20 + crossed * 200 + away * 0.35;
}

/** A Chinese sign is as wide as it is high, a Latin one about half of that. */
function halfWidth({ text }: PlaceName, size: number): number {
  const signs = [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? 1.08 : 0.6), 0);
  return (signs * size) / 2;
}
