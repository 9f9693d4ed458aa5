import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Link, readLink, signLink } from './link.ts';

const secret = Buffer.alloc(32, 1);
const link: Link = { action: 'acknowledge', subject: 'LS01', person: '张三', expiresMs: 2_000 };

test('a link allows what was signed, until it expires', () => {
  const token = signLink(secret, link);
  expect(token).toMatch(/^[\w-]+\.[\w-]{43}$/);
  expect(readLink(secret, token, 1_999)).toEqual(link);
  expect(readLink(secret, token, 2_000)).toEqual({ refused: 'link-expired' });
});

test('a link of another secret, or changed in any sign, is forged', () => {
  const token = signLink(secret, link);
  expect(readLink(Buffer.alloc(32, 2), token, 0)).toEqual({ refused: 'link-forged' });
  fc.assert(
    fc.property(fc.nat(token.length - 2), fc.constantFrom('A', 'z', '0', '.', '_'), (at, sign) => {
      const changed = token.slice(0, at) + sign + token.slice(at + 1);
      fc.pre(changed !== token);
      expect(readLink(secret, changed, 0)).toEqual({ refused: 'link-forged' });
    }),
  );
});

test.each(['', '.', 'a.b', 'a.b.c', `${Buffer.from('["acknowledge"]').toString('base64url')}.`])(
  '%j is no link',
  (token) => {
    expect(readLink(secret, token, 0)).toEqual({ refused: 'link-forged' });
  },
);
