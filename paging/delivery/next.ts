import type { Letter } from '../../store/pages.ts';
import type { Outcome } from '../channels/channel.ts';
import type { PagingConfiguration } from '../configuration.ts';

export type Retry = PagingConfiguration['retry'];

/**
 * The letter after one try: arrived, to be tried again after a pause, on to its next way, or given up after the last.
 * `random` is from 0 up to 1; it spreads retries, so that letters that failed together do not come back together.
 */
export function nextOf(
  letter: Letter,
  ways: number,
  outcome: Outcome,
  retry: Retry,
  nowMs: number,
  random: number,
): Letter {
  if (outcome.outcome === 'delivered') {
    return { ...letter, state: 'delivered', attempts: letter.attempts + 1, settledMs: nowMs };
  }
  if (outcome.outcome === 'full') return { ...letter, dueMs: nowMs + outcome.afterMs };
  const attempts = letter.attempts + 1;
  if (outcome.outcome === 'postponed' && attempts < retry.attempts) {
    const pauseMs = Math.max(outcome.afterMs ?? 0, pause(attempts, retry, random));
    return { ...letter, attempts, dueMs: nowMs + pauseMs };
  }
  const way = letter.way + 1;
  if (way < ways) return { ...letter, way, attempts: 0, dueMs: nowMs };
  return { ...letter, state: 'undelivered', attempts, settledMs: nowMs };
}

/** Doubles with each try to the longest; half of it is fixed, half is chance. In milliseconds. */
export function pause(attempts: number, { firstSeconds, mostSeconds }: Retry, random: number): number {
  const most = Math.min(mostSeconds, firstSeconds * 2 ** (attempts - 1)) * 1000;
  return Math.round(most * (0.5 + random / 2));
}
