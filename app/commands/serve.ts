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
  const service = new Service({ configuration, log, nowMs: Date.now, simulated: false, only });
  await untilStopped(service, async ({ board, mqtt, firstPassword }) => {
    const lines: string[] = [];
    if (board !== null) lines.push(`board ${board}`);
    if (mqtt !== null) lines.push(`mqtt ${mqtt}`);
    if (firstPassword !== null) lines.push('user admin', `one-time password ${firstPassword}`);
    // In one piece: whoever waits for the doors has the password too.
    process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  });
}
