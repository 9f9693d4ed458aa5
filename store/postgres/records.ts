import { PostgresDialect } from 'kysely';
import pg from 'pg';
import { SqlRecords } from '../records/sql-records.ts';
import { postgresError } from './errors.ts';

/** A service, its commands and a few processes more share a server that allows 100 by default. */
const connections = 5;
const connectMs = 10_000;

// Counters and epoch milliseconds are far below 2^53, so bigint columns are read as numbers.
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format),
};

function open(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: connectMs,
    types,
  });
  // An idle connection that the server ends is replaced at the next query; unheard, the event would end the process.
  pool.on('error', () => undefined);
  return pool;
}

/** The address without a password, as errors name it. */
function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `PostgreSQL at ${hostname}${port === '' ? '' : `:${port}`}${pathname}`;
}

/** The records in PostgreSQL; `url` is `postgresql://user:password@host:port/database`. */
export class PostgresRecords extends SqlRecords {
  constructor(url: string) {
    const place = placeOf(url);
    super({
      dialect: new PostgresDialect({ pool: async () => open(url) }),
      types: { bytes: 'bytea', serial: 'bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY' },
      place,
      errorOf: (error) => postgresError(place, error),
    });
  }
}
