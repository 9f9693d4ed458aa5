import path from 'node:path';
import type { RecordsStore } from '../store/records.ts';
import { SqliteRecords } from '../store/sqlite/records.ts';
import { type Configuration, readConfiguration } from './config.ts';

export function buildRecords(configuration: Configuration): RecordsStore {
  return new SqliteRecords(path.join(configuration.data, 'records.sqlite'));
}

/** Opens the records of a configuration for one command; a running service sees what it changes within seconds. */
export async function withRecords(
  configFile: string,
  act: (records: RecordsStore) => Promise<void>,
): Promise<void> {
  const records = buildRecords(await readConfiguration(configFile));
  await records.start();
  try {
    await act(records);
  } finally {
    await records.stop();
  }
}
