import { Command } from 'commander';
import { LiangshaiError } from '../../model/error.ts';
import { readConfiguration } from '../config.ts';
import { checkUp } from '../doctor/checkup.ts';
import type { Diagnosis, Health } from '../doctor/diagnosis.ts';
import { configurationOption } from '../options.ts';

const marks: Record<Health, string> = { good: 'good', warning: 'WARN', bad: 'BAD ' };

export function doctorCommand(): Command {
  return new Command('doctor')
    .description(
      'look at configuration, disk, secrets, clock, ports, certificates and engines, and say what to do',
    )
    .addOption(configurationOption())
    .action(({ config }: { config: string }) => doctor(config));
}

async function doctor(config: string): Promise<void> {
  const configuration = await readConfiguration(config);
  const found = await checkUp({ configuration, nowMs: Date.now });
  process.stdout.write(`${marks.good}  configuration: ${config}\n${found.map(lineOf).join('')}`);
  const ill = found.filter(({ health }) => health === 'bad');
  if (ill.length === 0) return;
  const what = ill.length === 1 ? '1 thing is' : `${ill.length} things are`;
  throw new LiangshaiError('doctor-bad', `${what} wrong`, 'each line marked BAD says what to do');
}

function lineOf({ of, health, said, todo }: Diagnosis): string {
  return `${marks[health]}  ${of}: ${said}${todo === null ? '' : `\n      → ${todo}`}\n`;
}
