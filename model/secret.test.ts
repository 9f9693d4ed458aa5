import { expect, test } from 'vitest';
import { hashSecret, newSecret, verifySecret } from './secret.ts';

test.each(['person', 'device'] as const)('a %s secret opens its own hash and no other', async (kind) => {
  const secret = newSecret();
  const hash = await hashSecret(secret, kind);
  expect(hash).not.toContain(secret);
  expect(await verifySecret(secret, hash)).toBe(true);
  expect(await verifySecret(`${secret}x`, hash)).toBe(false);
});

test('the same secret has another hash each time', async () => {
  expect(await hashSecret('s', 'device')).not.toBe(await hashSecret('s', 'device'));
});

test.each(['', 'plain', '$scrypt$ln=1$x$y'])('a hash of another form, %j, opens to nothing', async (hash) => {
  expect(await verifySecret('plain', hash)).toBe(false);
});
