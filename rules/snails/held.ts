import { daysOfPeriod, type Period } from '../../model/period.ts';
import type { Snail } from '../../model/snail.ts';
import type { StandingSubject } from '../../model/standing.ts';

/** A subject has a golden snail in a period: from the period that completed its row until the one by which it is wiped. */
export function hasSnail(
  snails: readonly Pick<Snail, 'period' | 'by' | 'subject' | 'state' | 'history'>[],
  of: { by: StandingSubject; subject: string; period: Period },
): boolean {
  const { kind, first } = daysOfPeriod(of.period);
  return snails.some(({ period, by, subject, state, history }) => {
    if (by !== of.by || subject !== of.subject) return false;
    const given = daysOfPeriod(period);
    if (given.kind !== kind || Temporal.PlainDate.compare(given.first, first) > 0) return false;
    if (state === 'confirmed') return true;
    if (state !== 'wiped' || !history.some(({ what }) => what === 'confirmed')) return false;
    const wipedBy = history.findLast(({ what }) => what === 'wiped')?.closing;
    return wipedBy != null && Temporal.PlainDate.compare(daysOfPeriod(wipedBy).first, first) > 0;
  });
}
