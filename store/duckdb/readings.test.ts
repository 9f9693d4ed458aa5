import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readingsContract } from '../readings.contract.ts';
import { DuckDbReadings } from './readings.ts';

let directory: string;
let zone: string;
const open = async () => {
  const store = new DuckDbReadings({
    path: join(directory, 'readings.duckdb'),
    zone,
    limits: { memoryMb: 128, threads: 2 },
  });
  await store.start();
  return store;
};

readingsContract({
  async fresh(city) {
    zone = city;
    if (directory !== undefined) await rm(directory, { recursive: true });
    directory = await mkdtemp(join(tmpdir(), 'liangshai-duckdb-'));
    return open();
  },
  again: open,
  close: () => rm(directory, { recursive: true }),
});
