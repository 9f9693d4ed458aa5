import path from 'node:path';
import { Command } from 'commander';
import { backUp } from '../../store/backup/back-up.ts';
import { askForBackup } from '../../store/backup/door.ts';
import type { Manifest } from '../../store/backup/manifest.ts';
import { readConfiguration } from '../config.ts';
import { configurationOption } from '../options.ts';
import { withStores } from '../stores.ts';

export function backupCommand(): Command {
  return new Command('backup')
    .description('write everything into a new directory, of a running service too')
    .argument('<directory>', 'does not exist yet')
    .addOption(configurationOption())
    .action((directory: string, { config }: { config: string }) => backup(path.resolve(directory), config));
}

async function backup(directory: string, config: string): Promise<void> {
  const configuration = await readConfiguration(config);
  const manifest =
    (await askForBackup(configuration.data, directory)) ??
    (await withStores(configuration, (stores) =>
      backUp(stores, directory, { zone: configuration.city.zone, createdMs: Date.now() }),
    ));
  process.stdout.write(`${manifestText(manifest)} in ${directory}\n`);
}

/** What a backup has, on one line. */
export function manifestText({ counts, records }: Manifest): string {
  const { readings, energy, activity } = counts;
  return `${readings} readings, ${energy} energy series, ${activity} activity rows, ${records.lines} blocks of records`;
}
