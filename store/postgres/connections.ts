import { Socket } from 'node:net';
import pg from 'pg';

/** A service, its commands and a few processes more share a server that allows 100 by default. */
const most = 5;
const connectMs = 10_000;

// Counters and epoch milliseconds are far below 2^53, so bigint columns are read as numbers.
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format),
};

/**
 * Connections to one database. One on which nothing has come for `silenceMs` is given up, with whatever was asked on
 * it: pg's own time limit would leave a connection in the pool on which the server still works, in the middle of a
 * transaction.
 */
export function openPool(address: URL, silenceMs: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: strict(address).href,
    max: most,
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
    stream: () => socketThatGivesUp(silenceMs),
    types,
  });
  // A connection that is gone tells so to whoever has asked on it, or is replaced at the next query; besides it is an
  // event, of the pool while it is idle and of its own while it is in use, that unheard would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** What pg takes the weaker modes of TLS for anyway, saying so in lines of warnings at each start. */
function strict(address: URL): URL {
  const url = new URL(address);
  const mode = url.searchParams.get('sslmode');
  if (mode !== null && ['prefer', 'require', 'verify-ca'].includes(mode)) {
    url.searchParams.set('sslmode', 'verify-full');
  }
  return url;
}

function socketThatGivesUp(silenceMs: number): Socket {
  const socket = new Socket();
  socket.setTimeout(silenceMs, () => {
    socket.destroy(Object.assign(new Error(`no answer for ${silenceMs / 1000} s`), { code: 'ETIMEDOUT' }));
  });
  return socket;
}
