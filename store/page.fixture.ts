import type { Page } from './pages.ts';

/** A page to `department/HB` that nobody has touched, opened and told at `openedMs`. */
export function untouchedPage(named: Pick<Page, 'finding' | 'openedMs'> & Partial<Page>): Page {
  return {
    id: 'page-1',
    project: 'P1',
    matter: 'stalled',
    level: 'yellow',
    audience: 'department/HB',
    risenMs: named.openedMs,
    step: 0,
    letter: null,
    toldMs: named.openedMs,
    acknowledgedMs: null,
    acknowledgedBy: null,
    explainedMs: null,
    explainUntilMs: null,
    decidedMs: null,
    held: null,
    closedMs: null,
    closedBy: null,
    version: 1,
    ...named,
  };
}
