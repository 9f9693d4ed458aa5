import type { Fault } from '../model/error.ts';
import { decimalOf } from './cell.ts';
import type { Form, FormColumn } from './form.ts';
import { hundredthsOfWan } from './money-unit.ts';
import { type Line, placeIn, type Sheet } from './sheet.ts';

type Total = 'whole' | 'part';
const wholeWords = /^(合计|总计|共计|全市合计|全市总计|total)$/i;
const partWords = /(小计|合计|总计|subtotal)$/i;

/** What a line that adds up others is: of the whole table, or of a group; null: a line of its own. */
export function totalOf({ cells }: Line): Total | null {
  const texts = cells.filter(({ numeric }) => !numeric).map(({ text }) => text.replaceAll(/\s/g, ''));
  if (texts.some((text) => wholeWords.test(text))) return 'whole';
  return texts.some((text) => text.length <= 20 && partWords.test(text)) ? 'part' : null;
}

/**
 * Checks the totals of every column of money against their lines, to the last 0.01 万元. A subtotal may stand below
 * its group or above it. Where an amount cannot be read, that is the fault, and nothing is added up.
 */
export function checkTotals(form: Form, sheet: Sheet, faults: Fault[]): void {
  if (!form.lines.some((line) => totalOf(line) !== null)) return;
  form.columns.forEach((column, index) => {
    if (column?.column.kind === 'money') checkColumn(form.lines, column, index, sheet, faults);
  });
}

function checkColumn(
  lines: readonly Line[],
  column: FormColumn,
  index: number,
  sheet: Sheet,
  faults: Fault[],
): void {
  const amounts = lines.map((line) => amountOf(line, index, column));
  if (amounts.some((amount) => amount === undefined)) return;
  const sumOf = (from: number, to: number) =>
    lines
      .slice(from, to)
      .reduce((sum, line, at) => sum + (totalOf(line) === null ? amounts[from + at]! : 0), 0);
  const parts = lines.flatMap((line, at) => (totalOf(line) === null ? [] : [at]));
  lines.forEach((line, at) => {
    const kind = totalOf(line);
    if (kind === null || (line.cells[index]?.text ?? '').trim() === '') return;
    const previous = parts.findLast((other) => other < at) ?? -1;
    const next = parts.find((other) => other > at) ?? lines.length;
    const sums = kind === 'whole' ? [sumOf(0, lines.length)] : [sumOf(previous + 1, at), sumOf(at + 1, next)];
    if (sums.some((sum) => Math.round(sum) === Math.round(amounts[at]!))) return;
    const wanted = sums.find((sum) => sum !== 0) ?? 0;
    faults.push({
      place: { ...placeIn(sheet, line.line, index), column: column.title },
      zh: `合计为${inWanText(amounts[at]!)}万元，各行相加为${inWanText(wanted)}万元`,
      message: `the total is ${inWanText(amounts[at]!)} 万元, but its rows add up to ${inWanText(wanted)} 万元`,
    });
  });
}

/** Hundredths of 万元; an empty cell is nothing, and what is no number is undefined. */
function amountOf(line: Line, index: number, { unit }: FormColumn): number | undefined {
  const cell = line.cells[index];
  if (cell === undefined || cell.text.trim() === '') return 0;
  const decimal = decimalOf(cell.text);
  return decimal === null ? undefined : hundredthsOfWan(decimal, unit);
}

function inWanText(hundredths: number): string {
  return (Math.round(hundredths) / 100).toFixed(2);
}
