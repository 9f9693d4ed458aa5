import { access, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { registryColumns } from '../../model/columns.ts';
import { LiangshaiError } from '../../model/error.ts';
import { registryTables } from '../../model/registry.ts';
import { readConfiguration } from '../config.ts';
import { configurationExample } from '../config-example.ts';
import { configurationOption } from '../options.ts';
import { influxOptions } from '../readings.ts';

export function initCommand(): Command {
  return new Command('init')
    .description('write a commented configuration and empty registry files')
    .argument('[directory]', 'where to', '.')
    .option('--influx', 'instead, make the databases in the InfluxDB that the configuration names')
    .addOption(configurationOption())
    .action((directory: string, { influx, config }: { influx?: true; config: string }) =>
      influx ? initInflux(config) : init(directory),
    );
}

async function init(directory: string): Promise<void> {
  const files = new Map([['liangshai.yaml', configurationExample]]);
  for (const table of registryTables) {
    const header = registryColumns[table].map(({ name }) => name).join(',');
    files.set(path.join('registry', `${table}.csv`), `${header}\n`);
  }
  for (const name of files.keys()) await refuseToOverwrite(path.join(directory, name));
  await mkdir(path.join(directory, 'registry'), { recursive: true });
  for (const [name, text] of files) await writeFile(path.join(directory, name), text, { flag: 'wx' });
  process.stdout.write(
    `${[...files.keys()].map((name) => path.join(directory, name)).join('\n')}\n` +
      'Fill in the registry, then: liangshai import registry && liangshai serve\n',
  );
}

async function initInflux(config: string): Promise<void> {
  const configuration = await readConfiguration(config);
  const options = await influxOptions(configuration);
  if (options === null) {
    throw new LiangshaiError(
      'influx-not-configured',
      `${config} names no InfluxDB`,
      'write store.readings with engine: influxdb',
    );
  }
  const { setUpInflux } = await import('../../store/influx/set-up.ts');
  const { keepReadingsDays } = configuration.store;
  for (const line of await setUpInflux({ ...options, keepReadingsDays }, Date.now))
    process.stdout.write(`${line}\n`);
}

async function refuseToOverwrite(file: string): Promise<void> {
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) throw new LiangshaiError('init-exists', `${file} is already there`, 'name an empty directory');
}
