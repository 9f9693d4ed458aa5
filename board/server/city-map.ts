/** A line of places, longitude before latitude. */
export type Ring = readonly (readonly [longitude: number, latitude: number])[];

/** What of GeoJSON (RFC 7946) a map of districts is made of; everything else in a file is passed over. */
export interface CityMap {
  type: 'FeatureCollection';
  features: readonly {
    properties: { name?: string; id?: string } | null;
    geometry:
      | { type: 'Polygon'; coordinates: readonly Ring[] }
      | { type: 'MultiPolygon'; coordinates: readonly (readonly Ring[])[] }
      | { type: string }
      | null;
  }[];
}
