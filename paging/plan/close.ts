import type { FindingEvent } from '../../store/records.ts';
import type { Draft } from './draft.ts';
import { isSuspended, type Situation } from './situation.ts';

const endings: readonly FindingEvent['what'][] = ['closed', 'withdrawn'];

/** Closes the pages whose matter is over, by measurement or by a person. */
export function close(draft: Draft, situation: Situation): void {
  const { findings, events, nowMs } = situation;
  for (const page of draft.open()) {
    if (page.matter === 'undelivered') {
      // There is nothing to mend by measurement: it is over when somebody has taken it up.
      const { acknowledgedBy: actor } = page;
      if (actor !== null)
        draft.change(page.id, { closedMs: nowMs, closedBy: actor }, { what: 'closed', actor });
      continue;
    }
    if (page.finding === null || findings.has(page.finding)) continue;
    const ending = events.get(page.finding)?.findLast(({ what }) => endings.includes(what));
    const closedBy = closerOf(ending, page.project !== null && isSuspended(page.project, situation));
    const step = {
      what: 'closed' as const,
      actor: ending?.actor ?? 'system',
      note: ending?.note ?? closedBy,
    };
    draft.change(page.id, { closedMs: nowMs, closedBy }, step);
  }
}

/**
 * `suspension`: its days are excused. `measurement`: the electricity says so. `evaluation`: late readings say that it
 * never was. Else the person.
 */
function closerOf(ending: FindingEvent | undefined, suspended: boolean): string {
  if (suspended && (ending?.actor ?? 'system') === 'system') return 'suspension';
  if (ending === undefined || ending.what === 'withdrawn') return 'evaluation';
  return ending.actor === 'system' ? 'measurement' : ending.actor;
}
