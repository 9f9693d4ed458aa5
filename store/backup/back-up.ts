import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LiangshaiError } from '../../model/error.ts';
import type { Portion, ReadingsStore } from '../readings.ts';
import type { RecordsStore } from '../records.ts';
import { LineSink } from './archive-file.ts';
import { count, type Manifest, manifestFile, noCounts, readingsFile, recordsFile } from './manifest.ts';

export interface Stores {
  readings: ReadingsStore;
  records: RecordsStore;
}

/**
 * Writes everything that both stores have into a new directory, whatever their engines, while they are in use. The
 * records come first: what the evaluation had not yet seen then is in the readings that follow, and is evaluated
 * again after a restore.
 */
export async function backUp(
  stores: Stores,
  directory: string,
  about: { zone: string; createdMs: number },
): Promise<Manifest> {
  if (await exists(directory)) {
    throw new LiangshaiError(
      'backup-exists',
      `${directory} is there already`,
      'name a new directory for each backup',
    );
  }
  const partial = `${directory}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  const contents = await dump(stores, {
    records: LineSink.file(join(partial, recordsFile)),
    readings: LineSink.file(join(partial, readingsFile)),
  });
  const manifest: Manifest = { format: 1, ...about, ...contents };
  await writeFile(join(partial, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
  await rename(partial, directory);
  await syncDirectory(dirname(directory));
  return manifest;
}

/** Everything both stores have, line by line, in an order that depends on nothing but the facts. */
export async function dump(
  stores: Stores,
  sinks: { records: LineSink; readings: LineSink },
): Promise<Pick<Manifest, 'records' | 'readings' | 'counts'>> {
  await stores.records.dump((rows) => sinks.records.write(rows));
  const records = await sinks.records.close();
  const counts = noCounts();
  await stores.readings.dump((portion) => {
    count(counts, portion);
    return sinks.readings.write(lineOf(portion));
  });
  return { records, readings: await sinks.readings.close(), counts };
}

/** A portion as JSON has it: columns as lists, unknown energy as null. */
function lineOf(portion: Portion): object {
  const energy = portion.energy.map(({ kwh, measured, edits, ...rest }) => ({
    ...rest,
    kwh: Array.from(kwh, (value) => (Number.isNaN(value) ? null : value)),
    measured: [...measured],
    edits: [...edits],
  }));
  return { ...portion, energy };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Makes the new name survive a power cut too. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path);
  await directory.sync();
  await directory.close();
}
