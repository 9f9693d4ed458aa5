import path from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { readConfiguration } from '../config.ts';
import { untilStopped } from '../lifetime.ts';
import { buildLog } from '../log.ts';
import { configurationOption } from '../options.ts';
import { roles, type ServiceRole } from '../roles.ts';

interface ServeOptions {
  config: string;
  only: ReadonlySet<ServiceRole>;
}

export function serveCommand(): Command {
  return new Command('serve')
    .description('the service, for real use')
    .addOption(configurationOption())
    .option('--only <roles>', `run but some of ${roles.join(',')}`, chosenRoles, new Set(roles))
    .action(serve);
}

function chosenRoles(text: string): ReadonlySet<ServiceRole> {
  const words = text.split(',').map((word) => word.trim());
  const unknown = words.filter((word) => !roles.some((role) => role === word));
  if (unknown.length > 0) throw new InvalidArgumentError(`It takes some of ${roles.join(',')}.`);
  return new Set(words as ServiceRole[]);
}

async function serve({ config, only }: ServeOptions): Promise<void> {
  const { Service } = await import('../service.ts');
  const configuration = await readConfiguration(config);
  const log = buildLog(configuration.log.level);
  const directory = path.dirname(path.resolve(config));
  const service = new Service({ configuration, directory, log, nowMs: Date.now, simulated: false, only });
  await untilStopped(service, async ({ board, mqtt, firstPassword }) => {
    if (board !== null) process.stdout.write(`board ${board}\n`);
    if (mqtt !== null) process.stdout.write(`mqtt ${mqtt}\n`);
    if (firstPassword !== null) process.stdout.write(`user admin\none-time password ${firstPassword}\n`);
  });
}
