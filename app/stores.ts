import type { Stores } from '../store/backup/back-up.ts';
import type { Configuration } from './config.ts';
import { openReadings } from './readings.ts';
import { openRecords } from './records.ts';

/** Opens both stores of a configuration for one command. */
export async function withStores<T>(
  configuration: Configuration,
  work: (stores: Stores) => Promise<T>,
): Promise<T> {
  const stores = {
    readings: await openReadings(configuration, Date.now),
    records: await openRecords(configuration),
  };
  await stores.records.start();
  try {
    await stores.readings.start();
    try {
      return await work(stores);
    } finally {
      await stores.readings.stop();
    }
  } finally {
    await stores.records.stop();
  }
}
