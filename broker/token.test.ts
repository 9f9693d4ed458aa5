import { expect, test } from 'vitest';
import { readToken } from './token.ts';

const text = (id: string, secret: string) => Buffer.from(`${id}:${secret}`);

test.each([
  ['Basic', `Basic ${text('GW-1', 'a-b_c').toString('base64')}`, 'GW-1'],
  ['Bearer', `Bearer ${text('GW-1', 'a-b_c').toString('base64url')}`, 'GW-1'],
  ['an id with a colon', `Basic ${text('shelly:1', 'a-b_c').toString('base64')}`, 'shelly:1'],
  ['a small letter', `basic ${text('GW-1', 'a-b_c').toString('base64')}`, 'GW-1'],
])('%s tells id and secret', (_, header, id) => {
  expect(readToken(header)).toEqual({ id, secret: 'a-b_c' });
});

test.each([
  undefined,
  '',
  'Basic',
  'Digest abc',
  'Basic !!!',
  `Basic ${Buffer.from('nocolon').toString('base64')}`,
])('%j is no token', (header) => {
  expect(readToken(header)).toBeNull();
});
