import type { District } from '../../model/organisation.ts';
import type { PeriodInputs } from '../../model/period-inputs.ts';
import type { BottomPlace, SnailProposal } from '../../model/snail.ts';
import type { Standing } from '../../model/standing.ts';
import { medianOf } from '../order.ts';
import type { StandingsConfiguration } from '../standings/configuration.ts';
import { isAtBottom, rankedApart } from '../standings/rank.ts';
import type { SnailsConfiguration } from './configuration.ts';

/** The part of a snail that names it. */
export type SnailKey = Pick<SnailProposal, 'period' | 'by' | 'subject'>;

export interface SnailRules {
  snails: SnailsConfiguration;
  standings: Pick<StandingsConfiguration, 'parksApart'>;
}

export interface SnailChanges {
  proposals: SnailProposal[];
  /** Caught up by the figures of the last period. */
  wiped: SnailKey[];
}

/**
 * Proposes and wipes golden snails; it never confirms one. Who has one that is open is not proposed again.
 * @param inputs `before`: closed periods, newest first; `snails`: those that wait for a decision or are confirmed
 * @param standings of the period that is being closed, districts and departments
 */
export function snailProposals(
  inputs: Pick<PeriodInputs, 'before' | 'districts'> & { snails: readonly SnailKey[] },
  standings: readonly Standing[],
  rules: SnailRules,
): SnailChanges {
  const changes: SnailChanges = { proposals: [], wiped: [] };
  if (!rules.snails.enabled) return changes;
  const kinds = new Map(inputs.districts.map(({ id, kind }) => [id, kind]));
  for (const by of ['department', 'district'] as const) {
    const newestFirst = [standings, ...inputs.before].map((rows) =>
      placesOf(
        rows.filter((row) => row.by === by),
        kinds,
        rules,
      ),
    );
    const now = newestFirst[0]!;
    const open = inputs.snails.filter((snail) => snail.by === by);
    for (const [subject, { row }] of now) {
      if (open.some((snail) => snail.subject === subject)) continue;
      const places = rowOfPlaces(
        newestFirst.map((places) => places.get(subject) ?? null),
        rules.snails,
      );
      if (places !== null) changes.proposals.push({ period: row.period, by, subject, places });
    }
    for (const { period, subject } of open) {
      const place = now.get(subject);
      if (place !== undefined && hasCaughtUp(place, rules.snails))
        changes.wiped.push({ period, by, subject });
    }
  }
  return changes;
}

interface Place {
  row: Standing;
  ranked: number;
  bottom: boolean;
  excusedShare: number;
  median: number;
}

/** The places of those that are ranked. */
function placesOf(
  rows: readonly Standing[],
  kinds: ReadonlyMap<string, District['kind']>,
  { snails, standings }: SnailRules,
): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const list of rankedApart(rows, kinds, standings.parksApart)) {
    const ranked = list.filter(({ score }) => score !== null);
    const median = medianOf(ranked.map(({ score }) => score!));
    for (const row of ranked) {
      places.set(row.subject, {
        row,
        ranked: ranked.length,
        bottom: isAtBottom(row, list, snails.bottom),
        excusedShare: excusedShareOf(row),
        median,
      });
    }
  }
  return places;
}

/** The places that complete a row with the newest one, in the order of time; null: there is none. */
function rowOfPlaces(
  newestFirst: readonly (Place | null)[],
  rules: SnailsConfiguration,
): BottomPlace[] | null {
  const row: BottomPlace[] = [];
  let counted = 0;
  for (const place of newestFirst) {
    // Who is not ranked is neither worse nor better for it, but completes nothing.
    if (place === null) {
      if (row.length === 0) return null;
      continue;
    }
    if (!place.bottom) break;
    const excused = rules.excusedPeriods !== 'count' && place.excusedShare >= rules.excusedShare;
    if (excused && (row.length === 0 || rules.excusedPeriods === 'break')) break;
    const { period, rank, score } = place.row;
    row.unshift({ period, rank: rank!, ranked: place.ranked, score: score!, excused });
    if (!excused) counted += 1;
    if (counted === rules.periods) return row;
  }
  return null;
}

function hasCaughtUp({ row, bottom, median }: Place, { wipedBy }: SnailsConfiguration): boolean {
  return wipedBy === 'median' ? row.score! >= median : !bottom;
}

function excusedShareOf({ parts }: Standing): number {
  const inputs = parts.find(({ part }) => part === 'electricity')?.inputs;
  const excused = inputs?.excusedDays ?? 0;
  const all = excused + (inputs?.knownDays ?? 0) + (inputs?.unknownDays ?? 0);
  return all === 0 ? 0 : excused / all;
}
