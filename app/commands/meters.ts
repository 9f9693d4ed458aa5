import { Command } from 'commander';
import { LiangshaiError } from '../../model/error.ts';
import { hashSecret, newSecret } from '../../model/secret.ts';
import type { Credential, RecordsStore } from '../../store/records.ts';
import { configurationOption } from '../options.ts';
import { withRecords } from '../records.ts';

interface AddOptions {
  config: string;
  gateway?: string[];
}

export function metersCommand(): Command {
  const meters = new Command('meters').description('credentials of meters and gateways');
  meters
    .command('add')
    .description('make a credential; it is shown once, and only its hash is kept')
    .argument('<id>', 'the id of the meter (or of the gateway)')
    .option('--gateway <meters...>', 'a gateway that speaks for these meters')
    .addOption(configurationOption())
    .action((id: string, options: AddOptions) =>
      withRecords(options.config, (records) => add(records, id, options)),
    );
  meters
    .command('list')
    .description('who has a credential')
    .addOption(configurationOption())
    .action(({ config }: { config: string }) => withRecords(config, list));
  meters
    .command('rotate')
    .description('make a new secret in place of the old one, which ends at once')
    .argument('<id>', 'the id of the meter or gateway')
    .addOption(configurationOption())
    .action((id: string, { config }: { config: string }) =>
      withRecords(config, (records) => rotate(records, id)),
    );
  return meters;
}

async function add(records: RecordsStore, id: string, { gateway }: AddOptions): Promise<void> {
  if (await find(records, id)) {
    throw new LiangshaiError(
      'credential-exists',
      `${id} has a credential already`,
      '`liangshai meters rotate` makes a new secret',
    );
  }
  const known = new Set((await records.registry()).meters.map((meter) => meter.id));
  const unknown = (gateway ?? [id]).filter((meter) => !known.has(meter));
  if (unknown.length > 0) {
    throw new LiangshaiError(
      'meter-unknown',
      `not in the registry: ${unknown.join(', ')}`,
      'import the meters first',
    );
  }
  await issue(records, { id, kind: gateway ? 'gateway' : 'meter', meters: gateway ?? [id] });
}

async function rotate(records: RecordsStore, id: string): Promise<void> {
  const credential = await find(records, id);
  if (!credential) {
    throw new LiangshaiError(
      'credential-unknown',
      `${id} has no credential`,
      '`liangshai meters add` makes one',
    );
  }
  await issue(records, credential);
}

async function issue(
  records: RecordsStore,
  { id, kind, meters }: Pick<Credential, 'id' | 'kind' | 'meters'>,
): Promise<void> {
  const secret = newSecret();
  const atMs = Date.now();
  const hash = await hashSecret(secret, 'device');
  await records.putCredentials([{ id, kind, meters, hash, createdMs: atMs }], {
    actor: 'command line',
    atMs,
  });
  process.stdout.write(`user ${id}\npassword ${secret}\n`);
  if (kind === 'gateway') {
    process.stdout.write(`token ${Buffer.from(`${id}:${secret}`).toString('base64url')}\n`);
  }
}

async function list(records: RecordsStore): Promise<void> {
  for (const { id, kind, meters, createdMs } of await records.credentials()) {
    const since = Temporal.Instant.fromEpochMilliseconds(createdMs).toString({ smallestUnit: 'second' });
    process.stdout.write(`${id}\t${kind}\t${since}\t${kind === 'gateway' ? meters.join(' ') : ''}\n`);
  }
}

async function find(records: RecordsStore, id: string): Promise<Credential | undefined> {
  return (await records.credentials()).find((credential) => credential.id === id);
}
