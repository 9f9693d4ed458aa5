import { expect, test } from 'vitest';
import type { Standing } from '../../model/standing.ts';
import { SnailsConfiguration } from './configuration.ts';
import { snailProposals } from './proposals.ts';

const periods = ['2026-01H1', '2026-01H2', '2026-02H1', '2026-02H2', '2026-03H1'];

/**
 * Districts of one period, best first. `c!` was mostly excused, `c?` is not ranked; all others have ranks by their place.
 */
function ranking(period: string, text: string): Standing[] {
  const names = text.split(' ');
  const ranked = names.filter((name) => !name.endsWith('?'));
  return names.map((name) => {
    const place = ranked.indexOf(name);
    const excusedDays = name.endsWith('!') ? 9 : 0;
    return {
      period,
      by: 'district',
      subject: name[0]!,
      rank: place < 0 ? null : place + 1,
      score: place < 0 ? null : 90 - 10 * place,
      parts: [
        {
          part: 'electricity',
          score: 50,
          weight: 20,
          quality: 1,
          inputs: { knownDays: 6, unknownDays: 0, excusedDays },
        },
      ],
      snail: false,
      projects: 5,
      working: 5,
      idle: 0,
      off: 0,
      unknown: 0,
      excused: 0,
    };
  });
}

/** The periods in the order of time; the last one is being closed. */
function changes(
  rankings: string[],
  { open = [] as string[], ...rules }: Record<string, unknown> & { open?: string[] } = {},
) {
  const history = rankings.map((text, i) => ranking(periods[i]!, text));
  return snailProposals(
    {
      before: history.slice(0, -1).reverse(),
      districts: [],
      snails: open.map((subject) => ({ by: 'district', subject, period: '2025-12H2' })),
    },
    history.at(-1)!,
    { snails: SnailsConfiguration.parse(rules), standings: { parksApart: false } },
  );
}
const proposed = (...question: Parameters<typeof changes>) =>
  changes(...question).proposals.map(({ subject }) => subject);

test.each([
  ['three periods at the bottom in a row', ['a b c', 'b a c', 'a b c'], ['c']],
  ['two are not enough', ['a b c', 'b a c'], []],
  ['a row that was broken begins again', ['a b c', 'a b c', 'a c b', 'a b c'], []],
  ['an excused period neither adds nor breaks', ['a b c', 'a b c!', 'a b c', 'a b c'], ['c']],
  ['and does not complete a row', ['a b c', 'a b c', 'a b c!'], []],
  ['nor does one in which nothing could be said', ['a b c', 'a b d', 'a b d c?'], []],
  ['a period without a rank does not break a row', ['a b c', 'a b d c?', 'a b c', 'a b c'], ['c']],
  ['two subjects have no bottom', ['a c', 'a c', 'a c'], []],
])('%s: %s', (_, rankings, expected) => {
  expect(proposed(rankings)).toEqual(expected);
});

test('the evidence names the places in the order of time, the excused one marked', () => {
  const [snail] = changes(['a b c', 'a b c!', 'a b c', 'a b c']).proposals;
  expect(snail).toMatchObject({ period: '2026-02H2', by: 'district', subject: 'c' });
  expect(snail!.places.map(({ period, rank, ranked, excused }) => [period, rank, ranked, excused])).toEqual([
    ['2026-01H1', 3, 3, false],
    ['2026-01H2', 3, 3, true],
    ['2026-02H1', 3, 3, false],
    ['2026-02H2', 3, 3, false],
  ]);
});

test.each([
  ['count', ['c']],
  ['break', []],
  ['skip', []],
])('excused periods %s where it is configured so', (excusedPeriods, expected) => {
  expect(proposed(['a b c', 'a b c!', 'a b c'], { excusedPeriods })).toEqual(expected);
});

test('who has a snail that is open is not proposed again', () => {
  expect(proposed(['a b c', 'a b c', 'a b c'], { open: ['c'] })).toEqual([]);
});

test.each([
  ['leaving the bottom wipes', 'leaving-bottom', ['a c b'], ['c']],
  ['staying does not', 'leaving-bottom', ['a b c'], []],
  ['reaching the median wipes', 'median', ['a c b'], ['c']],
  ['short of it does not', 'median', ['a b d c e'], []],
  ['no rank wipes nothing', 'leaving-bottom', ['a b d c?'], []],
])('%s', (_, wipedBy, rankings, expected) => {
  const { wiped } = changes(rankings, { open: ['c'], wipedBy });
  expect(wiped.map(({ subject, period }) => [subject, period])).toEqual(
    expected.map((subject) => [subject, '2025-12H2']),
  );
});

test('the bottom holds more where it is configured, and nothing is proposed where snails are off', () => {
  const rankings = ['a b c d e', 'a b c d e', 'a b c e d'];
  expect(proposed(rankings, { bottom: 2 })).toEqual(['e', 'd']);
  expect(proposed(rankings, { bottom: 2, enabled: false })).toEqual([]);
});
