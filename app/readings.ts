import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import { LiangshaiError } from '../model/error.ts';
import { DuckDbReadings } from '../store/duckdb/readings.ts';
import type { InfluxOptions } from '../store/influx/options.ts';
import { InfluxReadings } from '../store/influx/readings.ts';
import type { ReadingsStore } from '../store/readings.ts';
import type { Configuration } from './config.ts';

/**
 * DuckDB's buffers: with them the whole service stays under 300 MB resident with a city's meters. One thread: a second
 * one only spins while rows are handed over, which costs a write twice the processor time and a board's query nothing.
 */
export const embeddedLimits = { memoryMb: 96, threads: 1 };
const influxTimeoutMs = 10_000;

/**
 * The engine for time series that the configuration names, not yet started. With a logger, of the one process that
 * stores for this data directory: it keeps what InfluxDB may lose.
 */
export async function openReadings(
  configuration: Configuration,
  nowMs: () => number,
  logger?: Logger,
): Promise<ReadingsStore> {
  const { zone } = configuration.city;
  const influx = await influxOptions(configuration);
  if (influx !== null) {
    const redo = logger && { directory: path.join(configuration.data, 'influx-redo'), logger };
    return new InfluxReadings({ ...influx, zone, nowMs, ...(redo && { redo }) });
  }
  return new DuckDbReadings({ path: embeddedFile(configuration), zone, limits: embeddedLimits });
}

/** The embedded engine's file; null: the readings lie in a server. */
export function readingsFile(configuration: Configuration): string | null {
  return configuration.store.readings.engine === 'duckdb' ? embeddedFile(configuration) : null;
}

function embeddedFile({ data }: Configuration): string {
  return path.join(data, 'readings.duckdb');
}

/** How InfluxDB is reached; null: the configuration does not name it. */
export async function influxOptions({ store }: Configuration): Promise<InfluxOptions | null> {
  if (store.readings.engine !== 'influxdb') return null;
  const { url, database, org, tokenFile } = store.readings;
  const token = tokenFile === null ? null : await readSecretFile(tokenFile);
  return { url, database, org, token, timeoutMs: influxTimeoutMs };
}

/** The one line of a file that holds a secret. */
export async function readSecretFile(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new LiangshaiError(
      'secret-unreadable',
      `${file}: ${cause.message}`,
      'write the secret alone into this file',
      {
        cause,
      },
    );
  });
  return text.trim();
}
