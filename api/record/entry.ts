import type { RecordEntry } from '../schemas/record.ts';

/** One line of a record; `day` is the day that it belongs to, which may lie before the moment it was written. */
export function entry(
  day: string,
  kind: RecordEntry['kind'],
  zh: string,
  en: string,
  more: Partial<RecordEntry> = {},
): RecordEntry {
  return { day, atMs: null, kind, sentence: { zh, en }, actor: null, finding: null, figures: {}, ...more };
}
