import type { Accept } from '../model/message.ts';
import type { QuarantineEntry, QuarantineFilter, RecordsStore } from '../store/records.ts';

/** What became of the messages that were tried again. */
export interface ReplayReceipt {
  messages: number;
  accepted: number;
  refused: number;
}

export type ReplayChoice = Omit<QuarantineFilter, 'limit' | 'beforeId'>;

const pageEntries = 200;

/**
 * Sends quarantined messages through the way in once more, after a profile or the registry was mended. An entry goes
 * only when what became of it is durable: as readings, or as a new entry with its new reason. So a replay that is cut
 * off, or done twice, loses nothing and doubles nothing but entries that are still refused.
 */
export async function replayQuarantine(
  records: Pick<RecordsStore, 'quarantined' | 'dropQuarantined'>,
  accept: Accept,
  choice: ReplayChoice,
): Promise<ReplayReceipt> {
  const receipt: ReplayReceipt = { messages: 0, accepted: 0, refused: 0 };
  for (const ids of await idsOldestFirst(records, choice)) {
    const page = await records.quarantined({ ids, limit: ids.length });
    const { accepted, refused } = await accept(page.toReversed());
    await records.dropQuarantined(ids);
    receipt.messages += page.length;
    receipt.accepted += accepted;
    receipt.refused += refused.length;
  }
  return receipt;
}

/**
 * What is there now, in pages of ids: entries that the replay itself adds are not tried again. Oldest first, so that
 * for the same meter and time the last message wins as it would have then.
 */
async function idsOldestFirst(
  records: Pick<RecordsStore, 'quarantined'>,
  choice: ReplayChoice,
): Promise<number[][]> {
  const pages: number[][] = [];
  let cursor: { beforeId?: number } = {};
  while (true) {
    const page: QuarantineEntry[] = await records.quarantined({ ...choice, ...cursor, limit: pageEntries });
    const oldest = page.at(-1);
    if (oldest === undefined) return pages;
    pages.unshift(page.map((entry) => entry.id));
    cursor = { beforeId: oldest.id };
  }
}
