import type { Notice } from '../notice.ts';
import { type Draft, newPage } from './draft.ts';
import { undeliveredId } from './matter.ts';
import type { Situation } from './situation.ts';

/** A letter that arrived by no way is a matter for the operator, unless it was to the operator. */
export function undelivered(draft: Draft, { letters, nowMs }: Situation): void {
  for (const { letter } of draft.open()) {
    const given = letter === null ? undefined : letters.get(letter);
    if (given?.state !== 'undelivered') continue;
    const { audience } = JSON.parse(given.json) as Notice;
    const id = undeliveredId(given.id);
    if (audience === 'operator' || draft.page(id)) continue;
    draft.add(
      newPage({
        id,
        finding: null,
        project: null,
        matter: 'undelivered',
        level: 'red',
        audience: 'operator',
        openedMs: nowMs,
        risenMs: nowMs,
      }),
      { what: 'opened', letter: given.id },
    );
  }
}
