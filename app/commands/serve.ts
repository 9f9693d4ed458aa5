import { Command } from 'commander';
import { readConfiguration } from '../config.ts';
import { untilStopped } from '../lifetime.ts';
import { buildLog } from '../log.ts';
import { configurationOption } from '../options.ts';
import { Service } from '../service.ts';

export function serveCommand(): Command {
  return new Command('serve')
    .description('the service, for real use')
    .addOption(configurationOption())
    .action(async ({ config }: { config: string }) => {
      const configuration = await readConfiguration(config);
      const log = buildLog(configuration.log.level);
      const service = new Service({ configuration, log, nowMs: Date.now, simulated: false });
      await untilStopped(service, async ({ board, mqtt, firstPassword }) => {
        process.stdout.write(`board ${board}\nmqtt ${mqtt}\n`);
        if (firstPassword !== null) process.stdout.write(`user admin\none-time password ${firstPassword}\n`);
      });
    });
}
