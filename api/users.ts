import { LiangshaiError } from '../model/error.ts';
import type { Registry } from '../model/registry.ts';
import { hashSecret, newSecret } from '../model/secret.ts';
import type { Act, RecordsStore, Role } from '../store/records.ts';

export interface NewUser {
  name: string;
  role: Role;
  /** The id of the district or department of those roles, else null. */
  scope: string | null;
}

const nameForm = /^[\p{L}\p{N}][\p{L}\p{N}_.@-]{0,63}$/u;

/** @throws LiangshaiError `bad-name`, `needless-scope` or `unknown-scope` */
export function checkUser({ name, role, scope }: NewUser, registry: Registry): void {
  if (!nameForm.test(name)) {
    throw new LiangshaiError(
      'bad-name',
      `${JSON.stringify(name)} is no name for a user.`,
      'Use 1 to 64 letters, digits or _ . @ - and begin with a letter or digit.',
    );
  }
  if (role !== 'district' && role !== 'department') {
    if (scope === null) return;
    throw new LiangshaiError(
      'needless-scope',
      `The role ${role} sees the whole city.`,
      'Give no scope, or the role district or department.',
    );
  }
  const rows = role === 'district' ? registry.districts : registry.departments;
  if (rows.some(({ id }) => id === scope)) return;
  throw new LiangshaiError(
    'unknown-scope',
    `There is no ${role} ${scope ?? '(none given)'}.`,
    `Give the id of one from ${role}s.csv.`,
  );
}

/**
 * Adds a user, or gives one that exists another role and a new password; every session of the user ends. The answer
 * is the one-time password: it is kept nowhere and must be changed at the first sign-in.
 */
export async function putUser(
  records: RecordsStore,
  user: NewUser,
  registry: Registry,
  act: Act,
): Promise<string> {
  checkUser(user, registry);
  const password = newSecret();
  const passwordHash = await hashSecret(password, 'person');
  await records.putUser({ ...user, passwordHash, mustChangePassword: true }, act);
  await records.dropSessionsOf(user.name);
  return password;
}

/** The one-time password of the user `admin`, who is made where there is no administrator yet; else null. */
export async function firstAdministrator(records: RecordsStore, act: Act): Promise<string | null> {
  const users = await records.users();
  if (users.some(({ role }) => role === 'admin')) return null;
  const password = newSecret();
  const passwordHash = await hashSecret(password, 'person');
  await records.putUser(
    { name: 'admin', role: 'admin', scope: null, passwordHash, mustChangePassword: true },
    act,
  );
  return password;
}
