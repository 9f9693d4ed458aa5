import type { Standing } from '../../model/standing.ts';
import type { StandingsConfiguration } from './configuration.ts';
import { isAtBottom, rankedApart } from './rank.ts';

/** 红榜 and 黑榜 of one ranking: subjects, best first on both. */
export interface Lists {
  red: string[];
  black: string[];
}

/** null: not wanted. A ranking too short for two lists has none, so that nobody stands on both. */
export function listsOf(
  standings: readonly Standing[],
  kinds: ReadonlyMap<string, 'county' | 'park'>,
  { lists, parksApart }: Pick<StandingsConfiguration, 'lists' | 'parksApart'>,
): Lists | null {
  if (!lists.enabled) return null;
  const red: string[] = [];
  const black: string[] = [];
  for (const list of rankedApart(standings, kinds, parksApart)) {
    if (list.filter(({ rank }) => rank !== null).length <= 2 * lists.length) continue;
    for (const row of list) {
      if (row.rank !== null && row.rank <= lists.length) red.push(row.subject);
      else if (isAtBottom(row, list, lists.length)) black.push(row.subject);
    }
  }
  return { red, black };
}
