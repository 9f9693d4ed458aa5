export interface InfluxOptions {
  /** `http://host:8086`, without a path. */
  url: string;
  /** The database of 1.x and 3.x; in 2.x the bucket that a DBRP mapping gives this name. */
  database: string;
  /** The organisation in 2.x; null for 1.x and 3.x. */
  org: string | null;
  /** The token of 2.x and 3.x, or `user:password` of 1.x; null where the server asks for none. */
  token: string | null;
  /** How long a request may hang before it counts as an outage. */
  timeoutMs: number;
}

/**
 * Raw readings lie in a retention policy of their own (in 2.x the bucket `<database>/raw`), so that the server can
 * let them expire by whole shards while everything else stays for ever.
 */
export const rawPolicy = 'raw';

/** The header that every version takes: 1.x knows users, the later ones tokens, in which there is no colon. */
export function authorization(token: string | null): Record<string, string> {
  if (token === null) return {};
  return token.includes(':')
    ? { authorization: `Basic ${Buffer.from(token).toString('base64')}` }
    : { authorization: `Token ${token}` };
}
