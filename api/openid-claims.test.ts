import { expect, test } from 'vitest';
import { OpenIdConfiguration } from './configuration.ts';
import { personOf } from './openid-claims.ts';

const plain = OpenIdConfiguration.parse({ issuer: 'https://sso.example', clientId: 'liangshai' });
const keycloak = { ...plain, roleClaim: 'realm_access.roles', roles: { 督查: 'supervisor' as const } };
const namespaced = { ...plain, roleClaim: 'https://example.org/roles' };

test.each([
  ['a role by its own name', plain, { preferred_username: 'li', roles: 'viewer' }, 'viewer', null],
  [
    'the first of several roles',
    plain,
    { preferred_username: 'li', roles: ['viewer', 'admin'] },
    'admin',
    null,
  ],
  [
    'a role deep inside, by another word',
    keycloak,
    { preferred_username: 'li', realm_access: { roles: ['offline_access', '督查'] } },
    'supervisor',
    null,
  ],
  [
    'a claim whose name has dots',
    namespaced,
    { preferred_username: 'li', 'https://example.org/roles': ['admin'] },
    'admin',
    null,
  ],
  [
    'a district of its own',
    plain,
    { preferred_username: 'li', roles: ['district'], organization: 'HS' },
    'district',
    'HS',
  ],
  [
    'no scope where the role sees the whole city',
    plain,
    { preferred_username: 'li', roles: ['supervisor'], organization: 'HS' },
    'supervisor',
    null,
  ],
] as const)('claims give %s', (_name, naming, claims, role, scope) => {
  expect(personOf(claims, naming)).toEqual({ name: 'li', role, scope });
});

test.each([
  ['no-name', { roles: ['admin'] }],
  ['no-role', { preferred_username: 'li', roles: ['cleaner'] }],
  ['no-role', { preferred_username: 'li', roles: { admin: true } }],
  ['no-role', { preferred_username: 'li', roles: ['constructor'] }],
  ['no-scope', { preferred_username: 'li', roles: ['department'] }],
] as const)('%s is said of claims that lack it: %j', (fault, claims) => {
  expect(personOf(claims, plain)).toBe(fault);
});
