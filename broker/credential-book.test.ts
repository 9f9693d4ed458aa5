import { expect, test } from 'vitest';
import { hashSecret } from '../model/secret.ts';
import { CredentialBook, type DeviceCredential } from './credential-book.ts';

async function credential(id: string, secret: string, meters: string[] = [id]): Promise<DeviceCredential> {
  return { id, kind: 'meter', hash: await hashSecret(secret, 'device'), meters };
}

test('a secret opens its own credential, the first time by its hash and then by its digest', async () => {
  const book = new CredentialBook([await credential('M1', 'right')]);
  expect(book.proven('M1', 'right')).toBeNull();
  expect((await book.verify('M1', 'right'))?.id).toBe('M1');
  expect(book.proven('M1', 'right')?.id).toBe('M1');
  expect(book.proven('M1', 'wrong')).toBeNull();
  expect(await book.verify('M1', 'wrong')).toBeNull();
  expect(await book.verify('M2', 'right')).toBeNull();
});

test('after a rotation the old secret is worth nothing at once', async () => {
  const book = new CredentialBook([await credential('M1', 'old')]);
  await book.verify('M1', 'old');
  book.replace([await credential('M1', 'new')]);
  expect(book.proven('M1', 'old')).toBeNull();
  expect(await book.verify('M1', 'old')).toBeNull();
  expect((await book.verify('M1', 'new'))?.id).toBe('M1');
});

test('a gateway speaks for its own meters', async () => {
  const book = new CredentialBook([await credential('G1', 's', ['M1', 'M2'])]);
  expect([book.speaksFor('G1', 'M1'), book.speaksFor('G1', 'M3'), book.speaksFor('G2', 'M1')]).toEqual([
    true,
    false,
    false,
  ]);
});
