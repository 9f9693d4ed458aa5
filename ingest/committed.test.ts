import { expect, test } from 'vitest';
import { committed } from './committed.ts';

/** A write that LMDB could not commit, and its account of why, which comes later. */
function failedWrite(): { write: Promise<boolean>; account: () => void } {
  const why = Promise.withResolvers<never>();
  const error = Object.assign(new Error('Commit failed'), { commitError: why.promise });
  return { write: Promise.reject(error), account: () => why.reject(new Error('Input/output error')) };
}

test('writes that failed in different commits leave no account unheard', async () => {
  const unheard: unknown[] = [];
  const note = (reason: unknown) => unheard.push(reason);
  process.on('unhandledRejection', note);
  const failed = [failedWrite(), failedWrite()];
  await expect(committed(failed.map(({ write }) => write))).rejects.toThrow('Commit failed');
  for (const { account } of failed) account();
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', note);
  expect(unheard).toEqual([]);
});

test('writes that are all on disk are committed', async () => {
  await expect(committed([Promise.resolve(true), Promise.resolve(true)])).resolves.toBeUndefined();
});
