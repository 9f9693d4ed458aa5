import { type CsvError, parse } from 'csv-parse/sync';
import type { Fault } from '../model/error.ts';
import { isBlank, type Sheet, textCell } from './sheet.ts';

/** Reads UTF-8 CSV, with or without a byte order mark. `source` is the name that faults carry. */
export function readCsv(bytes: Uint8Array, source: string): Sheet {
  const faulty = (fault: Fault): Sheet => ({ source, name: null, lines: [], faults: [fault] });
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return faulty({
      place: { source },
      message: 'not UTF-8; save it as "CSV UTF-8"',
      zh: '不是 UTF-8 编码；请另存为“CSV UTF-8”',
    });
  }
  try {
    const parsed = parse(text, { info: true, relax_column_count: true }) as unknown;
    const lines = (parsed as { info: { lines: number }; record: string[] }[])
      .map(({ info, record }) => ({ line: firstLine(info.lines, record), cells: record.map(textCell) }))
      .filter((line) => !isBlank(line));
    return { source, name: null, lines, faults: [] };
  } catch (error) {
    const { lines, message } = error as CsvError & { lines?: number };
    return faulty({
      place: lines === undefined ? { source } : { source, line: lines },
      message,
      zh: `CSV 格式有误（${message}）`,
    });
  }
}

/** csv-parse tells the line a record ends on; quoted line breaks lie before it. */
function firstLine(lastLine: number, cells: readonly string[]): number {
  return lastLine - cells.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0);
}
