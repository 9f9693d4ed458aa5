import { Command } from 'commander';
import { LiangshaiError } from '../../model/error.ts';
import type { RecordsStore } from '../../store/records.ts';
import { configurationOption } from '../options.ts';
import { withRecords } from '../records.ts';

export function verifyCommand(): Command {
  return new Command('verify')
    .description("check that nobody changed the audit or the findings' history afterwards")
    .addOption(configurationOption())
    .action(({ config }: { config: string }) => withRecords(config, verify));
}

async function verify(records: RecordsStore): Promise<void> {
  const states = await records.verify();
  for (const { chain, entries, brokenAt } of states) {
    const state = brokenAt === null ? 'all as they were written' : `not as written from ${brokenAt} on`;
    process.stdout.write(`${chain}: ${entries} entries, ${state}\n`);
  }
  if (states.every(({ brokenAt }) => brokenAt === null)) return;
  throw new LiangshaiError(
    'chain-broken',
    'the records were changed past the service',
    'compare with the last backup that `liangshai restore --verify` passes',
  );
}
