import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Fault, LiangshaiError } from '../model/error.ts';
import { emptyRegistry, type Registry, type RegistryTable, registryTables } from '../model/registry.ts';
import { checkRegistry, rowKey } from './check.ts';
import { type RowPlaces, readTable } from './table.ts';

/** Registry files as bytes, by table, with the name that faults carry. */
export type RegistryFiles = Partial<Record<RegistryTable, { bytes: Uint8Array; source: string }>>;

/** The registry files of a directory; those that are not there are left out, and none at all is an error. */
export async function registryFiles(directory: string): Promise<RegistryFiles> {
  const names = await readdir(directory).catch((cause: NodeJS.ErrnoException) => {
    const what = cause.code === 'ENOENT' ? 'there is no such directory' : cause.message;
    throw new LiangshaiError(
      'registry-unreadable',
      `${directory}: ${what}`,
      'name a directory with registry files',
      {
        cause,
      },
    );
  });
  const files: RegistryFiles = {};
  for (const table of registryTables) {
    const name = `${table}.csv`;
    if (names.includes(name))
      files[table] = { bytes: await readFile(path.join(directory, name)), source: name };
  }
  if (Object.keys(files).length === 0) {
    const known = registryTables.map((table) => `${table}.csv`).join(', ');
    throw new LiangshaiError(
      'registry-missing',
      `${directory}: no registry file`,
      `it wants some of ${known}`,
    );
  }
  return files;
}

/**
 * The rows of some registry files, checked against each other and against what is known already.
 * @throws LiangshaiError `registry-faulty` with every fault at once; then nothing was taken
 */
export function readRegistryFiles(files: RegistryFiles, known: Registry): Partial<Registry> {
  const { rows, faults, faulty, places } = readAll(files);
  faults.push(...checkRegistry(merge(known, rows), places, faulty));
  refuseFaults(faults);
  return rows;
}

/**
 * A registry that stands for itself, as `backtest` reads it: a reference into a file that is not there is left alone.
 * @throws LiangshaiError as above, `registry-unreadable`, `registry-missing`
 */
export async function readRegistry(directory: string): Promise<Registry> {
  const files = await registryFiles(directory);
  const { rows, faults, faulty, places } = readAll(files);
  const registry = { ...emptyRegistry(), ...rows };
  const absent = new Set(registryTables.filter((table) => files[table] === undefined));
  faults.push(...checkRegistry(registry, places, faulty.union(absent)));
  refuseFaults(faults);
  return registry;
}

interface ReadFiles {
  rows: Partial<Registry>;
  faults: Fault[];
  /** Tables that lack rows because of their faults: a reference into one of them may be right. */
  faulty: Set<RegistryTable>;
  places: RowPlaces;
}

function readAll(files: RegistryFiles): ReadFiles {
  const places: RowPlaces = new WeakMap();
  const faults: Fault[] = [];
  const faulty = new Set<RegistryTable>();
  const rows: Partial<Registry> = {};
  const take = <T extends RegistryTable>(table: T): void => {
    const file = files[table];
    if (file === undefined) return;
    const reading = readTable(table, file.bytes, file.source, places);
    faults.push(...reading.faults);
    if (reading.faults.length > 0) faulty.add(table);
    rows[table] = reading.rows;
  };
  registryTables.forEach(take);
  return { rows, faults, faulty, places };
}

/** Known rows with the new ones in their place; duplicates among the new ones stay, to be found by the check. */
function merge(known: Registry, rows: Partial<Registry>): Registry {
  const merged = emptyRegistry();
  const take = <T extends RegistryTable>(table: T): void => {
    const fresh: Registry[T][number][] = rows[table] ?? [];
    const keys = new Set(fresh.map((row) => rowKey(table, row)));
    const kept: Registry[T][number][] = known[table].filter((row) => !keys.has(rowKey(table, row)));
    merged[table] = [...kept, ...fresh] as Registry[T];
  };
  registryTables.forEach(take);
  return merged;
}

function refuseFaults(faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  const what = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  throw new LiangshaiError(
    'registry-faulty',
    `the registry has ${what}; nothing was changed`,
    'mend them and try again',
    {
      faults,
    },
  );
}
