import type { Finding, FindingKind } from '../../model/finding.ts';
import type { Page } from '../../store/pages.ts';
import type { Situation } from './situation.ts';

/** Kinds that, open beside a stop, say the same by another way. */
const secondSignals: readonly FindingKind[] = ['slowing', 'paper-progress', 'flat-load', 'behind-plan'];

/**
 * A watch-level matter on one signal alone is asked about, together with others and without going up; with a second
 * signal, or from yellow on, it is a page.
 */
export function urgencyOf(page: Page, { findings }: Situation): 'ask' | 'page' {
  if (page.level !== 'watch') return 'page';
  const isSecond = (other: Finding) =>
    other.project === page.project && other.kind !== page.matter && secondSignals.includes(other.kind);
  return [...findings.values()].some(isSecond) ? 'page' : 'ask';
}
