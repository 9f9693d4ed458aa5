import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { registryColumns } from '../../model/columns.ts';
import { type Registry, registryTables } from '../../model/registry.ts';

/** Writes the registry as `districts.csv`, `projects.csv`, … with English headers. */
export async function writeRegistry(registry: Registry, directory: string): Promise<void> {
  for (const table of registryTables) {
    const columns = registryColumns[table].map(({ field, name }) => ({ key: field, header: name }));
    const text = stringify(registry[table], { header: true, columns, cast: { boolean: String } });
    await writeFile(path.join(directory, `${table}.csv`), text);
  }
}
