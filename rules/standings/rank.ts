import type { Standing } from '../../model/standing.ts';

/** Best first, the unranked last; ties share a rank, and the next one counts them (1, 1, 3). */
export function withRanks(rows: readonly Standing[]): Standing[] {
  const sorted = rows.toSorted(
    (a, b) => (b.score ?? -1) - (a.score ?? -1) || (a.subject < b.subject ? -1 : 1),
  );
  let rank = 0;
  return sorted.map((row, index) => {
    if (row.score === null) return { ...row, rank: null };
    if (index === 0 || row.score !== sorted[index - 1]!.score) rank = index + 1;
    return { ...row, rank };
  });
}

/** The lists that are ranked by themselves: counties and parks where they are kept apart, else all in one. */
export function rankedApart(
  rows: readonly Standing[],
  kinds: ReadonlyMap<string, 'county' | 'park'>,
  parksApart: boolean,
): Standing[][] {
  if (!parksApart || rows[0]?.by !== 'district') return [[...rows]];
  return [...Map.groupBy(rows, ({ subject }) => kinds.get(subject) ?? 'county').values()];
}

/** 末位: fewer than `count` of a list's ranked are worse. Of a list that is too short to have a bottom nobody is. */
export function isAtBottom(row: Standing, list: readonly Standing[], count: number): boolean {
  const ranked = list.filter(({ rank }) => rank !== null);
  if (row.rank === null || row.rank === 1 || ranked.length <= 2 * count) return false;
  return ranked.filter(({ rank }) => rank! > row.rank!).length < count;
}
