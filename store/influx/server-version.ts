import { LiangshaiError } from '../../model/error.ts';
import { configurationError, unreachable } from './errors.ts';
import { authorization, type InfluxOptions } from './options.ts';

/** The first number of the version: 1.x deletes and drops, 2.x deletes, 3.x does neither. */
export type Generation = 1 | 2 | 3;

/**
 * Which InfluxDB answers, by the header that each of them gives `/ping`. Throws `StoreUnavailable`, or a
 * LiangshaiError where something else answers.
 */
export async function serverGeneration(options: InfluxOptions): Promise<Generation> {
  const { url, token, timeoutMs } = options;
  let response: Response;
  try {
    response = await fetch(new URL('/ping', url), {
      headers: authorization(token),
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
  } catch (cause) {
    throw unreachable(url, cause);
  }
  const version = response.headers.get('x-influxdb-version');
  if (version !== null) {
    const major = /^v?(\d+)\./.exec(version)?.[1];
    return major === '1' ? 1 : major === '2' ? 2 : 3;
  }
  const failure = { status: response.status, message: response.statusText, retryAfter: null };
  const refused = response.status === 401 || response.status === 403;
  throw (
    (refused ? configurationError(url, failure) : null) ??
    new LiangshaiError(
      'store-not-influx',
      `what answers at ${url} is no InfluxDB`,
      'correct store.readings.url: the address and port of InfluxDB, without a path',
    )
  );
}
