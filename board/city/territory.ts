import { Delaunay } from 'd3-delaunay';
import type { Box, Place, Point } from './projection.ts';

/** A place on the map, in the units of the drawing. */
export interface Spot {
  id: string;
  district: string;
  x: number;
  y: number;
}

export interface Located {
  id: string;
  district: { id: string };
  longitude: number | null;
  latitude: number | null;
}

/** Where the projects lie; who has no coordinates is left out. */
export function placed(projects: readonly Located[], project: (place: Place) => Point): Spot[] {
  return projects.flatMap(({ id, district, longitude, latitude }) =>
    longitude === null || latitude === null
      ? []
      : [{ id, district: district.id, ...project([longitude, latitude]) }],
  );
}

/** The coordinates that are known. */
export function placesOf(projects: readonly Located[]): Place[] {
  return projects.flatMap(({ longitude, latitude }) =>
    longitude === null || latitude === null ? [] : [[longitude, latitude] as const],
  );
}

/** The ground of each district, drawn from nothing but where its projects lie: an SVG path a district. */
export interface Territories {
  grounds: { district: string; path: string }[];
  /** Lines between neighbouring districts. */
  borders: string;
}

/** Every point belongs to the district of the nearest project (Voronoi cells, joined by district). */
export function territories(spots: readonly Spot[], box: Box): Territories {
  if (spots.length < 3) return { grounds: [], borders: '' };
  const delaunay = Delaunay.from(
    spots,
    ({ x }) => x,
    ({ y }) => y,
  );
  const voronoi = delaunay.voronoi([0, 0, box.width, box.height]);
  const paths = new Map<string, string>();
  spots.forEach(({ district }, i) => {
    const cell = voronoi.renderCell(i) as string | null;
    if (cell) paths.set(district, (paths.get(district) ?? '') + cell);
  });
  return {
    grounds: [...paths].map(([district, path]) => ({ district, path })),
    borders: borderPath(delaunay, voronoi, spots),
  };
}

function borderPath(
  { halfedges, triangles }: Delaunay<Spot>,
  { circumcenters }: { circumcenters: Float64Array },
  spots: readonly Spot[],
): string {
  let path = '';
  halfedges.forEach((opposite, edge) => {
    // Each edge is listed from both sides, and those of the hull have none on the other: one side is enough.
    if (opposite < edge) return;
    const [from, to] = [spots[triangles[edge]!]!, spots[triangles[opposite]!]!];
    if (from.district === to.district) return;
    const [a, b] = [Math.floor(edge / 3) * 2, Math.floor(opposite / 3) * 2];
    path += `M${circumcenters[a]},${circumcenters[a + 1]}L${circumcenters[b]},${circumcenters[b + 1]}`;
  });
  return path;
}
