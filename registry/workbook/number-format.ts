import type { WorkbookArchive } from './archive.ts';
import { readXml } from './xml.ts';

/** What a cell's format makes of its number. */
export type NumberMeaning = 'number' | 'percent' | 'day' | 'month';

// ECMA-376 part 1, 18.8.30, with the formats of the Chinese locale.
const daysById = new Set([14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 58]);
const monthsById = new Set([17, 27, 36, 50, 52, 57]);
const percentsById = new Set([9, 10]);

/** Reads a format code such as `yyyy"年"m"月"` or `0.00%`. */
export function meaningOfCode(code: string): NumberMeaning {
  const bare = code
    .split(';')[0]!
    .replaceAll(/"[^"]*"|\\.|\[[^\]]*\]|_./g, '')
    .toLowerCase();
  if (bare.includes('%')) return 'percent';
  if (bare.includes('d')) return 'day';
  return /y|e(?!\+|-)/.test(bare) && bare.includes('m') ? 'month' : 'number';
}

function meaningOf(id: number, codes: ReadonlyMap<number, string>): NumberMeaning {
  const code = codes.get(id);
  if (code !== undefined) return meaningOfCode(code);
  if (percentsById.has(id)) return 'percent';
  if (daysById.has(id)) return 'day';
  return monthsById.has(id) ? 'month' : 'number';
}

/** What each cell style (the attribute `s` of a cell) makes of a number. @throws WorkbookUnreadable */
export async function readStyles(archive: WorkbookArchive, part: string): Promise<NumberMeaning[]> {
  const codes = new Map<number, string>();
  const ids: number[] = [];
  let inCells = false;
  await readXml(archive.text(part), part, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) ids.push(Number(attributes.numFmtId ?? 0));
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return ids.map((id) => meaningOf(id, codes));
}

/** The day of a serial number. Day 60 of the 1900 system never was; what lies before it is no day of a project. */
export function dayOfSerial(serial: number, since1904: boolean): string | null {
  const days = Math.floor(serial);
  if (!since1904 && (days < 61 || days > 2_958_465)) return null;
  if (since1904 && (days < 0 || days > 2_957_003)) return null;
  const first = since1904 ? new Temporal.PlainDate(1904, 1, 1) : new Temporal.PlainDate(1899, 12, 30);
  return first.add({ days }).toString();
}

/** A number as a person would type it: spreadsheets keep 15 digits, and what lies behind is the noise of binary. */
export function plainNumber(value: number): string {
  return String(Number(value.toPrecision(15)));
}
