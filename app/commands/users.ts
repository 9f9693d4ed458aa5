import { Command, Option } from 'commander';
import { putUser } from '../../api/users.ts';
import { type RecordsStore, type Role, roles } from '../../store/records.ts';
import { configurationOption } from '../options.ts';
import { withRecords } from '../records.ts';

interface AddOptions {
  config: string;
  role: Role;
  scope?: string;
}

export function usersCommand(): Command {
  const users = new Command('users').description('people who may log in');
  users
    .command('add')
    .description(
      'add a user, or give one a new password; it is shown once and must be changed at the first login',
    )
    .argument('<name>')
    .addOption(new Option('--role <role>', 'what the user may do').choices(roles).makeOptionMandatory())
    .option('--scope <id>', 'the district or department of that role')
    .addOption(configurationOption())
    .action((name: string, options: AddOptions) =>
      withRecords(options.config, (records) => add(records, name, options)),
    );
  users
    .command('list')
    .description('who may log in, and as what')
    .addOption(configurationOption())
    .action(({ config }: { config: string }) => withRecords(config, list));
  return users;
}

async function add(records: RecordsStore, name: string, { role, scope }: AddOptions): Promise<void> {
  const act = { actor: 'command line', atMs: Date.now() };
  const password = await putUser(
    records,
    { name, role, scope: scope ?? null },
    await records.registry(),
    act,
  );
  process.stdout.write(`user ${name}\none-time password ${password}\n`);
}

async function list(records: RecordsStore): Promise<void> {
  for (const { name, role, scope } of await records.users()) {
    process.stdout.write(`${name}\t${role}\t${scope ?? ''}\n`);
  }
}
