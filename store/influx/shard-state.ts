import { unreachable } from './errors.ts';
import { authorization, type InfluxOptions } from './options.ts';

/** What a shard of 1.x says of itself since its server started. */
export interface ShardState {
  id: string;
  /** It has taken points. */
  isWritten: boolean;
  /** Bytes that lie in its write-ahead log only, and not in a data file yet. */
  cacheBytes: number;
  /** How often what lay in the log was written to a data file. */
  snapshots: number;
}

/** One life of a server. */
export interface ServerState {
  /** When it started, as it says it; another one after each start. */
  started: string;
  shards: ShardState[];
}

interface Statistics {
  name: string;
  tags: Record<string, string> | null;
  values: Record<string, number>;
}

/**
 * Asks a server of 1.x how far its data files have come, by `/debug/vars`
 * (https://docs.influxdata.com/platform/monitoring/influxdata-platform/tools/measurements-internal/). null: it does not
 * tell. Throws `StoreUnavailable`.
 */
export async function serverState(options: InfluxOptions): Promise<ServerState | null> {
  const { url, token, timeoutMs } = options;
  try {
    const response = await fetch(new URL('/debug/vars', url), {
      headers: authorization(token),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    return response.ok ? stateOf(text, options.database) : null;
  } catch (cause) {
    throw unreachable(url, cause);
  }
}

function stateOf(text: string, database: string): ServerState | null {
  const { system, ...rest } = JSON.parse(text) as Record<string, unknown> & { system?: { started?: string } };
  if (system?.started === undefined) return null;
  const shards = new Map<string, ShardState>();
  for (const { name, tags, values } of Object.values(rest).filter(isStatistics)) {
    if (tags?.database !== database || tags.id === undefined) continue;
    const shard = shards.get(tags.id) ?? { id: tags.id, isWritten: false, cacheBytes: 0, snapshots: 0 };
    shards.set(tags.id, shard);
    if (name === 'shard') shard.isWritten = values.writePointsOk! > 0;
    if (name === 'tsm1_cache') shard.cacheBytes = values.memBytes!;
    if (name === 'tsm1_engine') shard.snapshots = values.cacheCompactions!;
  }
  return { started: system.started, shards: [...shards.values()] };
}

function isStatistics(value: unknown): value is Statistics {
  return typeof value === 'object' && value !== null && 'name' in value && 'values' in value;
}
