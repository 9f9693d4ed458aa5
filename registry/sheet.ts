import type { Fault, Place } from '../model/error.ts';

/** One cell as a person reads it. */
export interface Cell {
  text: string;
  /** A spreadsheet's number, not text: `45000` may be a day, and `2026.1` may have been typed as 2026.10. */
  numeric: boolean;
  /** A cell of a merged range other than its first row, whose text it repeats. */
  repeated: boolean;
}

export interface Line {
  /** Counted from 1, as the file counts. */
  line: number;
  cells: readonly Cell[];
}

/** What a CSV file and a sheet of a workbook have in common: lines of cells, without those that are blank. */
export interface Sheet {
  source: string;
  /** The sheet's name in a workbook; null: a file of its own. */
  name: string | null;
  lines: readonly Line[];
  /** What could not be read at all. */
  faults: readonly Fault[];
}

export function textCell(text: string): Cell {
  return { text, numeric: false, repeated: false };
}

export function isBlank({ cells }: Pick<Line, 'cells'>): boolean {
  return cells.every(({ text }) => text.trim() === '');
}

/** The place of a sheet, a line or a cell; cells are counted from 0. */
export function placeIn(sheet: Pick<Sheet, 'source' | 'name'>, line?: number, cell?: number): Place {
  const place: Place = { source: sheet.source };
  if (sheet.name !== null) place.sheet = sheet.name;
  if (line !== undefined) place.line = line;
  if (sheet.name !== null && line !== undefined && cell !== undefined) place.cell = cellName(line, cell);
  return place;
}

/** `D7` of line 7 and the cell 3. */
export function cellName(line: number, cell: number): string {
  let letters = '';
  for (let rest = cell + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return `${letters}${line}`;
}
