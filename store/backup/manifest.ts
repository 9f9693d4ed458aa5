import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { LiangshaiError } from '../../model/error.ts';
import type { Portion } from '../readings.ts';
import type { Content } from './archive-file.ts';

export const manifestFile = 'manifest.json';
export const recordsFile = 'records.ndjson.zst';
export const readingsFile = 'readings.ndjson.zst';

const FileContent = z.strictObject({ lines: z.int(), sha256: z.hash('sha256') }) satisfies z.ZodType<Content>;

const kinds = ['readings', 'energy', 'activity', 'projects', 'progress', 'standings', 'findings'] as const;

/** What a backup is made of; written last, so that a directory without it is no backup. */
const Manifest = z.strictObject({
  format: z.literal(1),
  createdMs: z.int(),
  /** The city's zone: days and hours of what was derived are in it. */
  zone: z.string(),
  records: FileContent,
  readings: FileContent,
  /** Rows of each kind, energy in series. */
  counts: z.record(z.enum(kinds), z.int()),
});
export type Manifest = z.infer<typeof Manifest>;
export type Counts = Record<(typeof kinds)[number], number>;

export function noCounts(): Counts {
  return { readings: 0, energy: 0, activity: 0, projects: 0, progress: 0, standings: 0, findings: 0 };
}

export function count(counts: Counts, portion: Portion): void {
  for (const kind of kinds) counts[kind] += portion[kind].length;
}

/** LiangshaiError where the directory is no backup, or one of a later format. */
export async function readManifest(directory: string): Promise<Manifest> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(join(directory, manifestFile), 'utf8'));
  } catch (cause) {
    throw new LiangshaiError(
      'no-backup',
      `${directory} is no backup: it has no readable ${manifestFile}`,
      'name a directory that `liangshai backup` has made',
      { cause },
    );
  }
  const manifest = Manifest.safeParse(value);
  if (manifest.success) return manifest.data;
  throw new LiangshaiError(
    'backup-newer',
    `${join(directory, manifestFile)} is of a form that this version does not know`,
    'restore it with the version that made it',
  );
}
