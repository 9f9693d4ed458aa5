/** A place on the globe: longitude and latitude, in degrees. */
export type Place = readonly [longitude: number, latitude: number];

export interface Box {
  width: number;
  height: number;
  /** Left free on each side. */
  margin: number;
}

export interface Point {
  x: number;
  y: number;
}

/** Degrees, some ten centimetres: places that lie closer are one, and no drawing grows without end to part them. */
const leastSpan = 1e-6;

/**
 * Brings places into a box, north up, as large as it goes. A city is small enough for the plain equirectangular
 * projection with the cosine of its middle latitude.
 */
export function projectionOf(places: Iterable<Place>, box: Box): (place: Place) => Point {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [longitude, latitude] of places) {
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const [across, up] = [(east - west) * squeeze, north - south];
  const scale = Math.min(
    (box.width - 2 * box.margin) / Math.max(across, leastSpan),
    (box.height - 2 * box.margin) / Math.max(up, leastSpan),
  );
  const left = (box.width - across * scale) / 2;
  const top = (box.height - up * scale) / 2;
  return ([longitude, latitude]) => ({
    x: left + (longitude - west) * squeeze * scale,
    y: top + (north - latitude) * scale,
  });
}
