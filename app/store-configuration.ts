import { z } from 'zod';

const File = z.string().min(1);

/** Where time series lie: embedded in one file, or in InfluxDB 1.x, 2.x or 3.x. */
const ReadingsEngine = z.discriminatedUnion('engine', [
  z.strictObject({ engine: z.literal('duckdb') }),
  z.strictObject({
    engine: z.literal('influxdb'),
    /** `http://host:8086`, without a path. */
    url: z.url({ protocol: /^https?$/ }),
    /** The database of 1.x and 3.x; in 2.x the bucket that a DBRP mapping gives this name. */
    database: z.string().min(1).default('liangshai'),
    org: z.string().min(1).nullable().default(null),
    /** File with the token of 2.x and 3.x, or with `user:password` of 1.x; null: the server asks for none. */
    tokenFile: File.nullable().default(null),
  }),
]);

/** Where records lie: embedded in one file, or in PostgreSQL. */
const RecordsEngine = z.discriminatedUnion('engine', [
  z.strictObject({ engine: z.literal('sqlite') }),
  z.strictObject({
    engine: z.literal('postgresql'),
    /** File with `postgresql://user:password@host:port/database`. */
    urlFile: File,
  }),
]);

/** `store:` of the configuration. */
export const StoreConfiguration = z.strictObject({
  readings: ReadingsEngine.prefault({ engine: 'duckdb' }),
  records: RecordsEngine.prefault({ engine: 'sqlite' }),
  /** Raw readings are kept so long; energy, activity and everything else for ever. */
  keepReadingsDays: z.int().min(60).default(400),
});
export type StoreConfiguration = z.infer<typeof StoreConfiguration>;
