import type { FindingEvent } from '../../store/records.ts';
import type { Draft } from './draft.ts';
import type { Situation } from './situation.ts';

const endings: readonly FindingEvent['what'][] = ['closed', 'withdrawn'];

/** Closes the pages whose matter is over, by measurement or by a person. */
export function close(draft: Draft, { findings, events, letters, nowMs }: Situation): void {
  for (const page of draft.open()) {
    if (page.matter === 'undelivered') {
      // There is nothing to answer: it is over when the operator has it.
      const isTold = page.letter !== null && letters.get(page.letter)?.state === 'delivered';
      if (isTold) draft.change(page.id, { closedMs: nowMs, closedBy: 'system' }, { what: 'closed' });
      continue;
    }
    if (page.finding === null || findings.has(page.finding)) continue;
    const ending = events.get(page.finding)?.findLast(({ what }) => endings.includes(what));
    const closedBy = closerOf(ending);
    const step = {
      what: 'closed' as const,
      actor: ending?.actor ?? 'system',
      note: ending?.note ?? closedBy,
    };
    draft.change(page.id, { closedMs: nowMs, closedBy }, step);
  }
}

/** `measurement`: the electricity says so. `evaluation`: late readings say that it never was. Else the person. */
function closerOf(ending: FindingEvent | undefined): string {
  if (ending === undefined || ending.what === 'withdrawn') return 'evaluation';
  return ending.actor === 'system' ? 'measurement' : ending.actor;
}
