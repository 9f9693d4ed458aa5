import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LiangshaiError } from '../../model/error.ts';
import { DuckDbReadings } from '../duckdb/readings.ts';
import type { Portion } from '../readings.ts';
import type { ArchivedRows } from '../records.ts';
import { SqliteRecords } from '../sqlite/records.ts';
import { type Content, contentOf, LineSink, readLines } from './archive-file.ts';
import { dump, type Stores } from './back-up.ts';
import { type Manifest, readingsFile, readManifest, recordsFile } from './manifest.ts';

interface ArchivedPortion extends Omit<Portion, 'energy'> {
  energy: {
    project: string;
    meter: string;
    startMs: number;
    kwh: (number | null)[];
    measured: number[];
    edits: number[];
  }[];
}

/**
 * Takes a backup into two empty stores of whatever engines. Nothing is written where a file is not what the manifest
 * says or a store is not empty.
 */
export async function restore(stores: Stores, directory: string): Promise<Manifest> {
  const manifest = await readManifest(directory);
  await check(join(directory, recordsFile), manifest.records);
  await check(join(directory, readingsFile), manifest.readings);
  if (!(await stores.records.isEmpty()) || !(await stores.readings.isEmpty())) {
    throw new LiangshaiError(
      'restore-not-empty',
      'there is something in the stores already',
      'restore into a new data directory and new, empty databases',
    );
  }
  for await (const portion of readLines<ArchivedPortion>(join(directory, readingsFile))) {
    await stores.readings.load(portionOf(portion));
  }
  // Last, because an empty registry shows that a restore did not come to its end.
  await stores.records.load(readLines<ArchivedRows>(join(directory, recordsFile)));
  return manifest;
}

/**
 * The drill: restores into a scratch place, and hands everything out again. LiangshaiError where a single byte of it
 * is not as the backup has it, or a chain of the records is broken.
 */
export async function drill(directory: string): Promise<Manifest> {
  const { zone } = await readManifest(directory);
  const scratch = await mkdtemp(join(tmpdir(), 'liangshai-drill-'));
  const stores = {
    readings: new DuckDbReadings({
      path: join(scratch, 'readings.duckdb'),
      zone,
      limits: { memoryMb: 256, threads: 2 },
    }),
    records: new SqliteRecords(join(scratch, 'records.sqlite')),
  };
  await stores.records.start();
  await stores.readings.start();
  try {
    const manifest = await restore(stores, directory);
    const again = await dump(stores, { records: LineSink.digest(), readings: LineSink.digest() });
    compare(recordsFile, manifest.records, again.records);
    compare(readingsFile, manifest.readings, again.readings);
    for (const { chain, brokenAt } of await stores.records.verify()) {
      if (brokenAt === null) continue;
      throw new LiangshaiError(
        'chain-broken',
        `in the backup the ${chain} is not as it was written, from entry ${brokenAt} on`,
        'it was changed before the backup was made: compare with an earlier backup',
      );
    }
    return manifest;
  } finally {
    await stores.readings.stop();
    await stores.records.stop();
    await rm(scratch, { recursive: true });
  }
}

async function check(path: string, expected: Content): Promise<void> {
  const found = await contentOf(path).catch((cause: Error) => {
    throw damaged(path, cause);
  });
  if (found.lines !== expected.lines || found.sha256 !== expected.sha256) throw damaged(path);
}

function damaged(path: string, cause?: Error): LiangshaiError {
  return new LiangshaiError(
    'backup-damaged',
    `${path} is not what was written`,
    'nothing was restored: take another backup',
    { cause },
  );
}

function compare(file: string, expected: Content, found: Content): void {
  if (found.sha256 === expected.sha256) return;
  throw new LiangshaiError(
    'drill-failed',
    `what was restored from ${file} is not what the backup has`,
    'report this: the backup itself is whole and may be restored with the version that made it',
  );
}

function portionOf(portion: ArchivedPortion): Portion {
  const energy = portion.energy.map(({ kwh, measured, edits, ...rest }) => ({
    ...rest,
    kwh: Float64Array.from(kwh, (value) => value ?? Number.NaN),
    measured: Float64Array.from(measured),
    edits: Uint16Array.from(edits),
  }));
  return { ...portion, energy };
}
