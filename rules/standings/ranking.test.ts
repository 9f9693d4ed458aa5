import { expect, test } from 'vitest';
import { StandingsConfiguration } from './configuration.ts';
import { days, inputsOf, project, rules } from './inputs.fixture.ts';
import { listsOf } from './lists.ts';
import { standingsOf } from './standings.ts';

const planned = (id: string, district: string) => project(id, district, { annualPlanWan: 3650 });

/** One project each; who reports nothing is known by electricity alone. */
function ranking(sites: Record<string, [wan: number | null, activity: string]>, different: object = {}) {
  const names = Object.keys(sites);
  return standingsOf(
    'district',
    inputsOf({
      districts: names.map((id) => ({ id, name: id, kind: id.startsWith('park') ? 'park' : 'county' })),
      projects: names.map((id) => planned(`P-${id}`, id)),
      investments: names.flatMap((id) => {
        const amountWan = sites[id]![0];
        return amountWan === null ? [] : [{ project: `P-${id}`, period: '2026-03H1', amountWan }];
      }),
      days: names.flatMap((id) => days(`P-${id}`, sites[id]![1])),
    }),
    StandingsConfiguration.parse({ leastProjects: 1, ...different }),
  );
}

test('who reports nothing while others do is shown without a rank', () => {
  const rows = ranking({ a: [740, 'WWWW'], b: [null, 'WWWW'] });
  expect(rows.map(({ subject, rank }) => [subject, rank])).toEqual([
    ['a', 1],
    ['b', null],
  ]);
});

test('where nobody reports all are ranked by electricity', () => {
  const rows = ranking({ a: [null, 'WWWi'], b: [null, 'WWWW'] });
  expect(rows.map(({ subject, rank, score }) => [subject, rank, score])).toEqual([
    ['b', 1, 100],
    ['a', 2, 75],
  ]);
});

test('the weights decide between money and work', () => {
  const sites = { money: [740, 'iiii'], work: [0, 'WWWW'] } as const;
  const first = (weights: object) =>
    ranking({ money: [...sites.money], work: [...sites.work] }, { weights })[0]!.subject;
  expect(first({ investment: 1, electricity: 0 })).toBe('money');
  expect(first({ investment: 0, electricity: 1 })).toBe('work');
});

test('parks are ranked by themselves where it is configured', () => {
  const sites: Parameters<typeof ranking>[0] = { a: [740, 'W'], park1: [370, 'W'], b: [100, 'W'] };
  const ranks = (parksApart: boolean) =>
    Object.fromEntries(ranking(sites, { parksApart }).map(({ subject, rank }) => [subject, rank]));
  expect(ranks(false)).toEqual({ a: 1, park1: 2, b: 3 });
  expect(ranks(true)).toEqual({ a: 1, park1: 1, b: 2 });
});

test('the red and the black list hold the first and the last, and none where they would overlap', () => {
  const sites = Object.fromEntries(
    ['a', 'b', 'c', 'd', 'e'].map((id, i) => [id, [740 - 100 * i, 'W'] as [number, string]]),
  );
  const lists = (length: number, enabled = true) =>
    listsOf(ranking(sites), new Map(), { parksApart: false, lists: { enabled, length } });
  expect(lists(2)).toEqual({ red: ['a', 'b'], black: ['d', 'e'] });
  expect(lists(3)).toEqual({ red: [], black: [] });
  expect(lists(2, false)).toBeNull();
});

test('by default investment counts half, milestones and electricity a fifth each, answers a tenth', () => {
  expect(rules.weights).toEqual({ investment: 50, milestones: 20, electricity: 20, answers: 10 });
});
