import type { CityMap, Ring } from '../server/city-map.ts';
import type { Place, Point } from './projection.ts';

export interface Boundary {
  name: string;
  rings: readonly Ring[];
}

/** The outlines of the districts of an operator's map. */
export function boundariesOf(map: CityMap): Boundary[] {
  return map.features.flatMap(({ properties, geometry }) => {
    const rings = ringsOf(geometry);
    return rings.length === 0 ? [] : [{ name: properties?.name ?? properties?.id ?? '', rings }];
  });
}

function ringsOf(geometry: CityMap['features'][number]['geometry']): readonly Ring[] {
  if (geometry === null || !('coordinates' in geometry)) return [];
  return geometry.type === 'Polygon'
    ? (geometry.coordinates as readonly Ring[])
    : (geometry.coordinates as readonly (readonly Ring[])[]).flat();
}

/** An outline as an SVG path; holes are cut by the even-odd rule. */
export function boundaryPath({ rings }: Boundary, project: (place: Place) => Point): string {
  return rings
    .map((ring) => {
      const points = ring.map((place) => project(place)).map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`);
      return `M${points.join('L')}Z`;
    })
    .join('');
}
