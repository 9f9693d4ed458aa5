import type { Fault } from '../../model/error.ts';
import { type Cell, isBlank, type Line, placeIn, type Sheet, textCell } from '../sheet.ts';
import { type WorkbookArchive, WorkbookUnreadable, workbookLimits } from './archive.ts';
import { dayOfSerial, type NumberMeaning, plainNumber } from './number-format.ts';
import { readXml } from './xml.ts';

/** What the sheets of a workbook share. */
export interface WorkbookContext {
  archive: WorkbookArchive;
  source: string;
  strings: readonly string[];
  styles: readonly NumberMeaning[];
  since1904: boolean;
}

interface RawCell {
  column: number;
  type: string;
  style: number;
  value: string;
  hasFormula: boolean;
}

interface Merge {
  first: { line: number; column: number };
  lastLine: number;
}

/** One sheet's lines: no formula is evaluated, the value that was last computed is taken. @throws WorkbookUnreadable */
export async function readWorksheet(context: WorkbookContext, name: string, part: string): Promise<Sheet> {
  const { source } = context;
  const lines: Line[] = [];
  const faults: Fault[] = [];
  const merges: Merge[] = [];
  let cells: Cell[] = [];
  let line = 0;
  let cell: RawCell | null = null;
  /** What is read aloud of a Chinese text is not part of it. */
  let spoken = false;
  let collects = false;

  await readXml(context.archive.text(part), part, {
    open(element, attributes) {
      if (element === 'row') {
        line = attributes.r === undefined ? line + 1 : wholeNumber(attributes.r);
        cells = [];
      } else if (element === 'c') {
        const column = attributes.r === undefined ? cells.length : readCellName(attributes.r).column;
        if (column >= workbookLimits.columns) {
          throw new WorkbookUnreadable(
            `sheet ${name} has more than ${workbookLimits.columns} columns`,
            `工作表“${name}”多于 ${workbookLimits.columns} 列`,
          );
        }
        const type = attributes.t ?? 'n';
        cell = { column, type, style: Number(attributes.s ?? 0), value: '', hasFormula: false };
      } else if (element === 'f' && cell !== null) cell.hasFormula = true;
      else if (element === 'rPh') spoken = true;
      else if (element === 'v' || element === 't') collects = !spoken;
      else if (element === 'mergeCell') merges.push(readMerge(attributes.ref ?? ''));
    },
    text(text) {
      if (collects && cell !== null) cell.value += text;
    },
    close(element) {
      if (element === 'v' || element === 't') collects = false;
      else if (element === 'rPh') spoken = false;
      else if (element === 'c' && cell !== null) {
        if (cell.hasFormula && cell.value === '' && cell.type !== 'str') {
          faults.push({
            place: placeIn({ source, name }, line, cell.column),
            message: 'a formula without a value; open the file in a spreadsheet program and save it',
            zh: '公式没有计算结果；请用电子表格软件打开后保存',
          });
        }
        while (cells.length < cell.column) cells.push(textCell(''));
        cells[cell.column] = shownCell(cell, context);
        cell = null;
      } else if (element === 'row' && !isBlank({ cells })) {
        if (lines.length === workbookLimits.lines) {
          throw new WorkbookUnreadable(
            `sheet ${name} has more than ${workbookLimits.lines} lines`,
            `工作表“${name}”多于 ${workbookLimits.lines} 行`,
          );
        }
        lines.push({ line, cells });
      }
    },
  });
  return { source, name, lines: withMerges(lines, merges), faults };
}

/** ECMA-376 part 1, 18.3.1.4 and 18.18.11: what a cell of each type shows. */
function shownCell({ type, style, value }: RawCell, { strings, styles, since1904 }: WorkbookContext): Cell {
  if (type === 's') return textCell(strings[Number(value)] ?? '');
  if (type === 'b') return textCell(value === '1' ? 'true' : 'false');
  if (type === 'd') return textCell(value.slice(0, 10));
  if (type !== 'n') return textCell(value);
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return textCell(value.trim());
  const meaning = styles[style] ?? 'number';
  if (meaning === 'percent') return textCell(`${plainNumber(number * 100)}%`);
  const day = meaning === 'number' ? null : dayOfSerial(number, since1904);
  if (day !== null) return textCell(meaning === 'month' ? day.slice(0, 7) : day);
  return { text: plainNumber(number), numeric: true, repeated: false };
}

/** A merged range shows its first cell in all its lines. Only downwards: no table repeats a value across columns. */
function withMerges(lines: readonly Line[], merges: readonly Merge[]): Line[] {
  const byLine = new Map(lines.map((each) => [each.line, [...each.cells]]));
  for (const { first, lastLine } of merges) {
    const shown = byLine.get(first.line)?.[first.column];
    if (shown === undefined || shown.text === '') continue;
    for (let line = first.line + 1; line <= Math.min(lastLine, first.line + workbookLimits.lines); line++) {
      const cells = byLine.get(line);
      // A line without a cell of its own holds nothing that the merged cell would be about.
      if (cells === undefined) continue;
      while (cells.length <= first.column) cells.push(textCell(''));
      if (cells[first.column]!.text === '') cells[first.column] = { ...shown, repeated: true };
    }
  }
  return lines.map(({ line }) => ({ line, cells: byLine.get(line)! }));
}

function readMerge(reference: string): Merge {
  const [from, to] = reference.split(':');
  return { first: readCellName(from ?? ''), lastLine: readCellName(to ?? from ?? '').line };
}

function readCellName(name: string): { line: number; column: number } {
  const parts = /^([A-Z]{1,3})(\d{1,7})$/.exec(name);
  if (parts === null)
    throw new WorkbookUnreadable(`"${name}" is the name of no cell`, '文件损坏；请重新保存为 .xlsx');
  let column = 0;
  for (const letter of parts[1]!) column = column * 26 + letter.charCodeAt(0) - 64;
  return { line: Number(parts[2]), column: column - 1 };
}

function wholeNumber(text: string): number {
  if (!/^\d{1,7}$/.test(text))
    throw new WorkbookUnreadable(`"${text}" is the number of no row`, '文件损坏；请重新保存为 .xlsx');
  return Number(text);
}
