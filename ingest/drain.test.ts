import { pino } from 'pino';
import { expect, test } from 'vitest';
import { StoreUnavailable } from '../store/readings.ts';
import { Drain, type DrainStep } from './drain.ts';

const logger = pino({ level: 'silent' });

/** A queue whose store fails as often as told. */
function queueOf(items: number[], failures: number) {
  const stored: number[] = [];
  const step = async (): Promise<DrainStep> => {
    if (items.length === 0) return 'none';
    if (failures-- > 0) throw new StoreUnavailable('down', 1, null);
    stored.push(items.shift()!);
    return items.length > 0 ? 'full' : 'last';
  };
  return { stored, drain: new Drain({ name: 'test', step, lingerMs: 0, logger }), items };
}

test('what waits is stored in order, through an outage', async () => {
  const { stored, drain } = queueOf([1, 2, 3], 2);
  drain.start();
  await expect.poll(() => stored).toEqual([1, 2, 3]);
  expect(drain.failures).toBe(0);
  await drain.stop();
});

test('an arrival wakes it', async () => {
  const { stored, drain, items } = queueOf([], 0);
  drain.start();
  items.push(7);
  drain.wake();
  await expect.poll(() => stored).toEqual([7]);
  await drain.stop();
});

test('a stop stores what is left, unless the store is down', async () => {
  const up = queueOf([1, 2, 3], 0);
  up.drain.start();
  await up.drain.stop();
  expect(up.stored).toEqual([1, 2, 3]);
  const down = queueOf([1, 2, 3], 1_000_000);
  down.drain.start();
  await down.drain.stop();
  expect(down.stored).toEqual([]);
});

test('a stop asks a store that failed once more, so that one which came back gets what is left', async () => {
  const { stored, drain } = queueOf([1, 2, 3], 1);
  drain.start();
  await expect.poll(() => drain.failures).toBe(1);
  await drain.stop();
  expect(stored).toEqual([1, 2, 3]);
});
