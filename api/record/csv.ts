import { stringify } from 'csv-stringify/sync';
import type { RecordEntry } from '../schemas/record.ts';

/** A record as one table. The byte order mark is for spreadsheet programs, and a text that they would compute is quoted. */
export function recordCsv(project: string, entries: readonly RecordEntry[]): string {
  const lines = entries.map(({ day, atMs, kind, sentence, actor, finding, figures }) => [
    project,
    day,
    atMs === null ? '' : new Date(atMs).toISOString(),
    kind,
    sentence.zh,
    sentence.en,
    actor ?? '',
    finding ?? '',
    JSON.stringify(figures),
  ]);
  const columns = ['project', 'day', 'time', 'kind', 'zh', 'en', 'actor', 'finding', 'figures'];
  return stringify([columns, ...lines], { bom: true, escape_formulas: true });
}
