import type { Standing } from '../model/standing.ts';
import { byAttention } from './finding-view.ts';
import type { Names } from './names.ts';
import type { FindingView } from './schemas/finding.ts';
import type { DistrictState, Overview, StateCounts } from './schemas/overview.ts';
import type { ProjectItem } from './schemas/project.ts';
import { toThousandth } from './thousandth.ts';

const stalledListed = 100;

export function countStates(items: readonly ProjectItem[]): StateCounts {
  const counts = { projects: items.length, working: 0, idle: 0, off: 0, unknown: 0, excused: 0 };
  for (const { state, excused } of items) {
    counts[state]++;
    if (excused !== null && (state === 'idle' || state === 'off')) counts.excused++;
  }
  const judged = counts.working + counts.idle + counts.off - counts.excused;
  return { ...counts, workingShare: judged > 0 ? counts.working / judged : null };
}

function sum(items: readonly ProjectItem[], figure: (item: ProjectItem) => number | null): number {
  return toThousandth(items.reduce((total, item) => total + (figure(item) ?? 0), 0));
}

function byRank(a: DistrictState, b: DistrictState): number {
  const rank = (state: DistrictState) => state.rank ?? Number.POSITIVE_INFINITY;
  const share = (state: DistrictState) => state.workingShare ?? -1;
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  return share(b) - share(a) || (a.district.id < b.district.id ? -1 : 1);
}

function districtStates(
  items: readonly ProjectItem[],
  names: Names,
  standings: ReadonlyMap<string, Standing>,
): DistrictState[] {
  const states = [...Map.groupBy(items, ({ district }) => district.id)].map(([id, own]): DistrictState => {
    const standing = standings.get(id);
    return {
      ...countStates(own),
      district: { ...names.district(id), kind: names.districts.get(id)?.kind ?? 'county' },
      powerKw: sum(own, ({ powerKw }) => powerKw),
      rank: standing?.rank ?? null,
      score: standing?.score ?? null,
      snail: standing?.snail ?? false,
    };
  });
  return states.sort(byRank);
}

function countFindings(findings: readonly FindingView[]): Overview['findings'] {
  return [...Map.groupBy(findings, ({ kind, level }) => `${kind} ${level}`).values()].map((same) => ({
    kind: same[0]!.kind,
    level: same[0]!.level,
    count: same.length,
  }));
}

/** All that the figures of the overview rest on, already narrowed to what the asker may see. */
export interface Sight {
  asOfMs: number;
  items: readonly ProjectItem[];
  findings: readonly FindingView[];
  names: Names;
  standings: ReadonlyMap<string, Standing>;
  evaluatedMs: number | null;
}

export function overviewOf(sight: Sight, city: Overview['city'], progress: Overview['progress']): Overview {
  const { items, findings } = sight;
  const stalled = findings
    .filter(({ kind }) => kind === 'stalled' || kind === 'not-resumed')
    .sort(byAttention);
  const days = items.flatMap(({ stateDay }) => stateDay ?? []).sort();
  return {
    asOfMs: sight.asOfMs,
    city,
    counts: countStates(items),
    stateDay: days.at(-1) ?? null,
    evaluatedMs: sight.evaluatedMs,
    powerKw: sum(items, ({ powerKw }) => powerKw),
    energyTodayKwh: sum(items, ({ energyTodayKwh }) => energyTodayKwh),
    meters: sum(items, ({ meters }) => meters),
    metersLive: sum(items, ({ metersLive }) => metersLive),
    findings: countFindings(findings),
    stalled: { total: stalled.length, findings: stalled.slice(0, stalledListed) },
    districts: districtStates(items, sight.names, sight.standings),
    progress,
  };
}
