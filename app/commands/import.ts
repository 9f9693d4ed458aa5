import { Command } from 'commander';
import { registryTables } from '../../model/registry.ts';
import { readRegistryFiles, registryFiles } from '../../registry/directory.ts';
import { configurationOption } from '../options.ts';
import { withRecords } from '../records.ts';

export function importCommand(): Command {
  return new Command('import')
    .description('take in registry files: all of them or, when anything is wrong, none')
    .argument('<directory>', 'directory with districts.csv, projects.csv, meters.csv …')
    .addOption(configurationOption())
    .action((directory: string, { config }: { config: string }) => importDirectory(directory, config));
}

async function importDirectory(directory: string, config: string): Promise<void> {
  const files = await registryFiles(directory);
  await withRecords(config, async (records) => {
    const rows = readRegistryFiles(files, await records.registry());
    await records.importRegistry(rows, { actor: 'command line', atMs: Date.now() });
    const counts = registryTables.flatMap((table) => (rows[table] ? [`${rows[table].length} ${table}`] : []));
    process.stdout.write(`imported ${counts.join(', ')}\n`);
  });
}
