import path from 'node:path';
import { PostgresRecords } from '../store/postgres/records.ts';
import type { RecordsStore } from '../store/records.ts';
import { SqliteRecords } from '../store/sqlite/records.ts';
import { type Configuration, readConfiguration } from './config.ts';
import { readSecretFile } from './readings.ts';

/** The engine for records that the configuration names, not yet started. */
export async function openRecords({ data, store }: Configuration): Promise<RecordsStore> {
  if (store.records.engine === 'sqlite') return new SqliteRecords(embeddedFile(data));
  return new PostgresRecords(await readSecretFile(store.records.urlFile));
}

/** The embedded engine's file; null: the records lie in a server. */
export function recordsFile({ data, store }: Configuration): string | null {
  return store.records.engine === 'sqlite' ? embeddedFile(data) : null;
}

function embeddedFile(data: string): string {
  return path.join(data, 'records.sqlite');
}

/** Opens the records of a configuration for one command; a running service sees what it changes within seconds. */
export async function withRecords(
  configFile: string,
  act: (records: RecordsStore) => Promise<void>,
): Promise<void> {
  const records = await openRecords(await readConfiguration(configFile));
  await records.start();
  try {
    await act(records);
  } finally {
    await records.stop();
  }
}
