import { expect, test } from 'vitest';
import type { Snail, SnailState } from '../../model/snail.ts';
import { hasSnail } from './held.ts';

/** Of 2026-02H1, with what happened to it since: `wiped` by 2026-03H1, everything else by a person. */
function snail(...happened: SnailState[]): Snail {
  const step = { reason: null, actor: 'ada', atMs: 0 };
  const history = happened.map((what) => ({
    ...step,
    what,
    closing: what === 'wiped' ? '2026-03H1' : null,
  }));
  return { period: '2026-02H1', by: 'district', subject: 'c', places: [], state: happened.at(-1)!, history };
}
const periods = ['2026-01H2', '2026-02H1', '2026-02H2', '2026-03H1'];
const heldIn = (one: Snail) =>
  periods.filter((period) => hasSnail([one], { by: 'district', subject: 'c', period }));

test.each<[string, SnailState[], string[]]>([
  ['one that is only proposed is held by nobody', ['proposed'], []],
  ['nor one that was declined', ['proposed', 'declined'], []],
  ['a confirmed one from its period on', ['proposed', 'confirmed'], periods.slice(1)],
  ['a wiped one until the period that wiped it', ['proposed', 'confirmed', 'wiped'], periods.slice(1, 3)],
  ['one that was wiped before it was confirmed never was', ['proposed', 'wiped'], []],
  ['a revoked one never should have been', ['proposed', 'confirmed', 'revoked'], []],
])('%s', (_, happened, expected) => {
  expect(heldIn(snail(...happened))).toEqual(expected);
});

test('a snail of half months says nothing of months, nor of others', () => {
  const given = [snail('proposed', 'confirmed')];
  expect(hasSnail(given, { by: 'district', subject: 'c', period: '2026-03' })).toBe(false);
  expect(hasSnail(given, { by: 'district', subject: 'd', period: '2026-03H1' })).toBe(false);
  expect(hasSnail(given, { by: 'department', subject: 'c', period: '2026-03H1' })).toBe(false);
});
