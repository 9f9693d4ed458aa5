import type { Explanation } from '../store/pages.ts';
import { endOfWorkdays } from './plan/matter.ts';
import type { Situation } from './plan/situation.ts';

/**
 * The projects whose score waits: their explanation asks for a suspension, nobody has decided, and the working days to
 * decide in are not over yet.
 */
export function waitingProjects(
  explanations: readonly Explanation[],
  workdays: number,
  now: Pick<Situation, 'nowMs' | 'zone' | 'calendar'>,
): Set<string> {
  return new Set(
    explanations
      .filter(
        ({ asks, decision, atMs }) => asks && !decision && now.nowMs < endOfWorkdays(atMs, workdays, now),
      )
      .map(({ project }) => project),
  );
}
