import type { PeriodInputs } from '../../model/period-inputs.ts';
import type { Snail, SnailProposal } from '../../model/snail.ts';
import type { Standing } from '../../model/standing.ts';
import { snailProposals } from '../../rules/snails/proposals.ts';
import type { SnailChange } from '../../store/closings.ts';
import type { Act } from '../../store/records.ts';
import { rulesOf } from './figures.ts';

/** The evidence in one line, the same in every language: the places in the row that the rule looks at. */
export function reasonOf({ places }: Pick<SnailProposal, 'places'>): string {
  return places
    .map(({ period, rank, ranked, excused }) => `${period} ${rank}/${ranked}${excused ? ' (excused)' : ''}`)
    .join(', ');
}

/**
 * What the figures of a period say of snails. Those that an earlier revision of the same period proposed are proposed
 * again or withdrawn; what a person has decided about them stays as it is in the records.
 */
export function snailChanges(inputs: PeriodInputs, standings: readonly Standing[]): SnailChange[] {
  const isOfThis = ({ period }: { period: string }) => period === inputs.period;
  const earlier = inputs.snails.filter((snail) => !isOfThis(snail));
  const { proposals, wiped } = snailProposals({ ...inputs, snails: earlier }, standings, rulesOf(inputs));
  const isProposed = ({ by, subject }: Pick<Snail, 'by' | 'subject'>) =>
    proposals.some((one) => one.by === by && one.subject === subject);
  const placeOf = ({ by, subject }: Pick<Snail, 'by' | 'subject'>) => {
    const rows = standings.filter((row) => row.by === by);
    const rank = rows.find((row) => row.subject === subject)?.rank ?? null;
    return `${inputs.period} ${rank ?? '–'}/${rows.filter((row) => row.rank !== null).length}`;
  };
  return [
    ...proposals.map((snail) => ({ what: 'proposed' as const, snail, reason: reasonOf(snail) })),
    ...wiped.map((snail) => ({ what: 'wiped' as const, snail, reason: placeOf(snail) })),
    ...inputs.snails
      .filter((snail) => isOfThis(snail) && !isProposed(snail))
      .map(({ period, by, subject }) => ({
        what: 'withdrawn' as const,
        snail: { period, by, subject },
        reason: placeOf({ by, subject }),
      })),
  ];
}

/** Without proposals of what a person has already decided against: a closing again says nothing new of it. */
export function undecided(changes: readonly SnailChange[], snails: readonly Snail[]): SnailChange[] {
  const over = new Set(
    snails.filter(({ state }) => state === 'declined' || state === 'revoked').map((snail) => keyOf(snail)),
  );
  return changes.filter(({ what, snail }) => what !== 'proposed' || !over.has(keyOf(snail)));
}

/** The snails that a draft speaks of, as they are after the closing: proposed by it, wiped by it, and still held. */
export function snailsAfter(inputs: PeriodInputs, changes: readonly SnailChange[], act: Act): Snail[] {
  const known = new Map(
    inputs.snails.map((snail) => [keyOf(snail), { ...snail, history: [] as Snail['history'] }]),
  );
  for (const { what, snail, reason } of changes) {
    const key = keyOf(snail);
    const before = known.get(key);
    if (what === 'withdrawn') known.delete(key);
    else if (what === 'proposed' && before === undefined) {
      const step = { what, reason, closing: inputs.period, ...act };
      known.set(key, { ...snail, state: what, history: [step] });
    } else if (what === 'wiped' && before !== undefined) known.set(key, { ...before, state: what });
  }
  return [...known.values()];
}

function keyOf({ period, by, subject }: Pick<Snail, 'period' | 'by' | 'subject'>): string {
  return `${period} ${by} ${subject}`;
}
