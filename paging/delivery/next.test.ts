import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Letter } from '../../store/pages.ts';
import type { Outcome } from '../channels/channel.ts';
import { nextOf, pause } from './next.ts';

const retry = { attempts: 3, firstSeconds: 10, mostSeconds: 60 };
const nowMs = 1_000_000;
const letter: Letter = {
  id: 'LS01',
  json: '{}',
  state: 'queued',
  queuedMs: 0,
  dueMs: 0,
  way: 0,
  attempts: 0,
  settledMs: null,
};
const postponed = (afterMs: number | null): Outcome => ({ outcome: 'postponed', detail: '503', afterMs });

test.each<[string, Partial<Letter>, Outcome, Partial<Letter>]>([
  [
    'arrived',
    {},
    { outcome: 'delivered', detail: null },
    { state: 'delivered', attempts: 1, settledMs: nowMs },
  ],
  ['tried again after a pause', {}, postponed(null), { attempts: 1, dueMs: nowMs + 7_500 }],
  ['tried again no sooner than asked', {}, postponed(120_000), { attempts: 1, dueMs: nowMs + 120_000 }],
  [
    'on to its next way when the tries are used up',
    { attempts: 2 },
    postponed(null),
    { way: 1, attempts: 0, dueMs: nowMs },
  ],
  [
    'on to its next way at once when refused',
    {},
    { outcome: 'refused', detail: '404' },
    { way: 1, attempts: 0, dueMs: nowMs },
  ],
  [
    'given up when the last way refuses',
    { way: 1 },
    { outcome: 'refused', detail: '404' },
    { way: 1, state: 'undelivered', attempts: 1, settledMs: nowMs },
  ],
  [
    'not tried at all when the channel is full',
    { attempts: 2 },
    { outcome: 'full', afterMs: 500 },
    { attempts: 2, dueMs: nowMs + 500 },
  ],
])('a letter is %s', (_name, before, outcome, after) => {
  expect(nextOf({ ...letter, ...before }, 2, outcome, retry, nowMs, 0.5)).toEqual({
    ...letter,
    ...before,
    ...after,
  });
});

test('a pause doubles to the longest and never falls below half of it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (attempts, random) => {
        const most = Math.min(60_000, 10_000 * 2 ** (attempts - 1));
        const ms = pause(attempts, retry, random);
        expect(ms).toBeGreaterThanOrEqual(most / 2);
        expect(ms).toBeLessThanOrEqual(most);
      },
    ),
  );
});
