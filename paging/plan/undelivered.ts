import type { Letter } from '../../store/pages.ts';
import type { Notice } from '../notice.ts';
import { type Draft, newPage } from './draft.ts';
import { undeliveredId } from './matter.ts';
import type { Situation } from './situation.ts';

/**
 * A letter that arrived by no way is a matter for the operator, open until somebody has taken it up. One that was to
 * the operator is kept open too, for the board; nobody is told of it, for it would go the same way.
 */
export function undelivered(draft: Draft, { undelivered, nowMs }: Situation): void {
  for (const letter of undelivered) {
    const id = undeliveredId(letter.id);
    if (draft.page(id) || isAboutUndelivered(letter)) continue;
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
      { what: 'opened', letter: letter.id },
    );
  }
}

/** Its own page is still open: another one would say the same. */
function isAboutUndelivered({ json }: Letter): boolean {
  return (JSON.parse(json) as Notice).matters.some(({ matter }) => matter === 'undelivered');
}
