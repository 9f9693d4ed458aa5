import { type Role, roles } from '../store/records.ts';
import type { OpenIdConfiguration } from './configuration.ts';

/** Whom a provider's claims describe, in our words. */
export interface Person {
  name: string;
  role: Role;
  /** The id of the district or department of those roles, else null. */
  scope: string | null;
}

/** What is missing in the claims of somebody who may not come in. */
export type ClaimFault = 'no-name' | 'no-role' | 'no-scope';

type Naming = Pick<OpenIdConfiguration, 'nameClaim' | 'roleClaim' | 'roles' | 'scopeClaim'>;

/** The person behind claims, or what they lack. With several roles the first of our own list counts. */
export function personOf(claims: Record<string, unknown>, naming: Naming): Person | ClaimFault {
  const [name] = wordsAt(claims, naming.nameClaim);
  if (name === undefined) return 'no-name';
  const given = new Set(wordsAt(claims, naming.roleClaim).map((word) => naming.roles[word]));
  const role = roles.find((known) => given.has(known));
  if (role === undefined) return 'no-role';
  if (role !== 'district' && role !== 'department') return { name, role, scope: null };
  const [scope] = wordsAt(claims, naming.scopeClaim);
  return scope === undefined ? 'no-scope' : { name, role, scope };
}

/** The words of a claim: one, or a list of them; none where it is absent or something else. */
function wordsAt(claims: Record<string, unknown>, name: string): string[] {
  // A claim of an own name space, `https://example.org/roles`, has dots of its own.
  const value = Object.hasOwn(claims, name) ? claims[name] : inside(claims, name.split('.'));
  return [value].flat().filter((word): word is string => typeof word === 'string' && word !== '');
}

function inside(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (within, key) =>
      typeof within === 'object' && within !== null && Object.hasOwn(within, key)
        ? (within as Record<string, unknown>)[key]
        : undefined,
    value,
  );
}
