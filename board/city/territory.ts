import { Delaunay } from 'd3-delaunay';

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

export interface Box {
  width: number;
  height: number;
  /** Left free on each side. */
  margin: number;
}

/**
 * Longitudes and latitudes into a box, north up, as large as it goes. A city is small enough for the plain
 * equirectangular projection with the cosine of its middle latitude. Who has no coordinates is left out.
 */
export function placed(projects: readonly Located[], box: Box): Spot[] {
  const known = projects.flatMap(({ id, district, longitude, latitude }) =>
    longitude === null || latitude === null ? [] : [{ id, district: district.id, longitude, latitude }],
  );
  if (known.length === 0) return [];
  const middle = (extent(known.map((each) => each.latitude)).sum / 2) * (Math.PI / 180);
  const flat = known.map((each) => ({
    ...each,
    across: each.longitude * Math.cos(middle),
    up: each.latitude,
  }));
  const across = extent(flat.map((each) => each.across));
  const up = extent(flat.map((each) => each.up));
  const [roomX, roomY] = [box.width - 2 * box.margin, box.height - 2 * box.margin];
  const scale = Math.min(roomX / (across.size || 1), roomY / (up.size || 1));
  const left = (box.width - across.size * scale) / 2;
  const top = (box.height - up.size * scale) / 2;
  return flat.map(({ id, district, ...each }) => ({
    id,
    district,
    x: left + (each.across - across.least) * scale,
    y: top + (up.most - each.up) * scale,
  }));
}

function extent(values: readonly number[]) {
  const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return { least, most, size: most - least, sum: least + most };
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
