import { expect, test } from 'vitest';
import { days, inputsOf, project, rules } from './inputs.fixture.ts';
import { standingsOf } from './standings.ts';

function rank(sites: Record<string, [district: string, text: string]>, snails: string[] = []) {
  return standingsOf(
    'district',
    inputsOf({
      projects: Object.entries(sites).map(([id, [district]]) => project(id, district)),
      days: Object.entries(sites).flatMap(([id, [, text]]) => days(id, text)),
      snails: snails.map((subject) => ({ by: 'district', subject, state: 'confirmed' })),
    }),
    rules,
  );
}

const three = (district: string, text: string) =>
  Object.fromEntries([1, 2, 3].map((n) => [`${district}${n}`, [district, text] as [string, string]]));

test('districts are ranked by the share of working days among those that are known and unexcused', () => {
  const rows = rank({ ...three('a', 'WWWWWi'), ...three('b', 'WiWiWi'), ...three('c', 'WWW???eee') });
  expect(rows.map(({ subject, rank, score }) => [subject, rank, score])).toEqual([
    ['c', 1, 100],
    ['a', 2, 83.3],
    ['b', 3, 50],
  ]);
});

test('ties share a rank, and the next one counts them', () => {
  const rows = rank({ ...three('a', 'WWi'), ...three('b', 'WWi'), ...three('c', 'Wii') });
  expect(rows.map((row) => row.rank)).toEqual([1, 1, 3]);
});

test('a district with too few projects, or too few that are known, is shown without a rank', () => {
  const rows = rank({ ...three('a', 'WWi'), b1: ['b', 'WWW'], ...three('c', '???') });
  const others = rows.filter(({ subject }) => subject !== 'a');
  expect(others.map(({ rank, score }) => [rank, score])).toEqual([
    [null, null],
    [null, null],
  ]);
  expect(rows.find(({ subject }) => subject === 'c')!.unknown).toBe(3);
});

test('a snail is worn only by whom a person gave it', () => {
  const rows = rank({ ...three('a', 'WWi'), ...three('b', 'iii') }, ['b']);
  expect(rows.map(({ snail }) => snail)).toEqual([false, true]);
});
