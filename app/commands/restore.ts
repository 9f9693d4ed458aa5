import { Command } from 'commander';
import { drill, restore } from '../../store/backup/restore.ts';
import { readConfiguration } from '../config.ts';
import { configurationOption } from '../options.ts';
import { withStores } from '../stores.ts';
import { manifestText } from './backup.ts';

export function restoreCommand(): Command {
  return new Command('restore')
    .description('take a backup into the empty stores that the configuration names')
    .argument('<directory>', 'made by `liangshai backup`')
    .option('--verify', 'only drill it: restore into a scratch place, compare, and leave nothing behind')
    .addOption(configurationOption())
    .action((directory: string, options: { config: string; verify?: true }) =>
      options.verify ? verify(directory) : take(directory, options.config),
    );
}

async function take(directory: string, config: string): Promise<void> {
  const manifest = await withStores(await readConfiguration(config), (stores) => restore(stores, directory));
  process.stdout.write(`restored ${manifestText(manifest)}\n`);
}

async function verify(directory: string): Promise<void> {
  const manifest = await drill(directory);
  process.stdout.write(`restored and compared ${manifestText(manifest)}: all as backed up\n`);
}
