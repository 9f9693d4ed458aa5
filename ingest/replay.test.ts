import { expect, test } from 'vitest';
import type { Message } from '../model/message.ts';
import type { QuarantineEntry } from '../store/records.ts';
import { replayQuarantine } from './replay.ts';

/** A quarantine in memory with the port's promises: newest first, paged by id. */
function quarantineOf(count: number) {
  let entries: QuarantineEntry[] = Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    receivedMs: index,
    topic: 'meters/M1/readings',
    sender: 'M1',
    code: 'unknown-meter',
    detail: '',
    payload: Buffer.from(String(index)),
  }));
  return {
    ids: () => entries.map((entry) => entry.id),
    quarantined: async ({
      ids,
      beforeId = Number.POSITIVE_INFINITY,
      limit,
    }: {
      ids?: readonly number[];
      beforeId?: number;
      limit: number;
    }) =>
      entries
        .filter((entry) => entry.id < beforeId && (ids?.includes(entry.id) ?? true))
        .sort((a, b) => b.id - a.id)
        .slice(0, limit),
    dropQuarantined: async (ids: readonly number[]) => {
      entries = entries.filter((entry) => !ids.includes(entry.id));
    },
  };
}

test('everything is tried again once, oldest first, and leaves the quarantine', async () => {
  const records = quarantineOf(450);
  const seen: number[] = [];
  const accept = async (messages: readonly Message[]) => {
    for (const { payload } of messages) seen.push(Number(Buffer.from(payload).toString()));
    return { accepted: messages.length, refused: [] };
  };
  expect(await replayQuarantine(records, accept, {})).toEqual({ messages: 450, accepted: 450, refused: 0 });
  expect(seen).toEqual(Array.from({ length: 450 }, (_, index) => index));
  expect(records.ids()).toEqual([]);
});

test('what cannot be made durable stays where it is', async () => {
  const records = quarantineOf(3);
  const accept = async () => {
    throw new Error('no space left');
  };
  await expect(replayQuarantine(records, accept, {})).rejects.toThrow('no space left');
  expect(records.ids()).toEqual([1, 2, 3]);
});
