import type { Column } from '../model/columns.ts';
import type { Wrong } from '../model/error.ts';
import { inWan, type MoneyUnit } from './money-unit.ts';
import { isAmbiguousNumber, readPeriod } from './period-text.ts';
import type { Cell } from './sheet.ts';
import { dayOfSerial } from './workbook/number-format.ts';

export type CellValue = string | number | boolean | null;
export type CellResult = { ok: true; value: CellValue } | ({ ok: false } & Wrong);

const trueWords = new Set(['true', '1', 'yes', 'y', '是']);
const falseWords = new Set(['false', '0', 'no', 'n', '否']);
const groupedNumber = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;
const plainNumber = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const writtenDay = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?$/;

/**
 * Reads one cell as offices write them: full-width digits, thousands separators, 2026/1/5 and 2026年1月5日.
 * @param unit of the money in this column
 */
export function readCell(cell: Cell, column: Column, unit: MoneyUnit): CellResult {
  const text = column.kind === 'text' ? cell.text.trim() : cell.text.normalize('NFKC').trim();
  if (text === '') return { ok: true, value: column.empty ?? null };
  if (cell.repeated && column.kind === 'money') {
    return refuse(
      'one amount is merged over several rows; give each its own',
      '一个金额合并了几行；请逐行填写',
    );
  }
  switch (column.kind) {
    case 'text':
      return { ok: true, value: text };
    case 'number':
      return readNumber(text);
    case 'money':
      return readMoney(text, unit);
    case 'period':
      return readWrittenPeriod(text, cell.numeric);
    case 'day':
      return readDay((cell.numeric && serialDay(text)) || text);
    case 'boolean':
      return readBoolean(text);
    case 'choice':
      return readChoice(text, column);
  }
}

/** The digits of a number without separators; null: no number. */
export function decimalOf(raw: string): string | null {
  const text = raw.normalize('NFKC').trim();
  const digits = groupedNumber.test(text) ? text.replaceAll(',', '') : text;
  return plainNumber.test(digits) && Number.isFinite(Number(digits)) ? digits : null;
}

function readNumber(text: string): CellResult {
  const percent = text.endsWith('%') ? decimalOf(text.slice(0, -1)) : null;
  const decimal = percent === null ? decimalOf(text) : `${percent}e-2`;
  if (decimal === null || Number.isNaN(Number(decimal))) return notANumber(text);
  return { ok: true, value: Number(decimal) };
}

function readMoney(text: string, unit: MoneyUnit): CellResult {
  if (text.endsWith('%'))
    return refuse(`"${text}" is a share, and this column is money`, `“${text}”是百分比，这一列应填金额`);
  const decimal = decimalOf(text);
  return decimal === null ? notANumber(text) : { ok: true, value: inWan(decimal, unit) };
}

function readWrittenPeriod(text: string, numeric: boolean): CellResult {
  if (numeric && isAmbiguousNumber(text)) {
    const [january, october] = [`${text.slice(0, 4)}-01`, `${text.slice(0, 4)}-10`];
    return refuse(
      `${text} may be January or October; write ${january} or ${october}`,
      `${text} 分不清是 1 月还是 10 月；请写 ${january} 或 ${october}`,
    );
  }
  const value = readPeriod(text);
  if (value !== null) return { ok: true, value };
  return refuse(
    `"${text}" is no period; write 2026-11H1, 2026年11月上半月 or 2026-11`,
    `“${text}”不是报告期；请写 2026-11H1、2026年11月上半月或 2026-11`,
  );
}

/** A spreadsheet's number in a column of days, where nobody gave it the format of a date. */
function serialDay(text: string): string | null {
  return /^\d{5}(\.\d+)?$/.test(text) ? dayOfSerial(Number(text), false) : null;
}

function readDay(text: string): CellResult {
  const parts = writtenDay.exec(text);
  if (!parts)
    return refuse(`"${text}" is not a day; write YYYY-MM-DD`, `“${text}”不是日期；请写成 2026-11-05`);
  try {
    const fields = { year: Number(parts[1]), month: Number(parts[2]), day: Number(parts[3]) };
    return { ok: true, value: Temporal.PlainDate.from(fields, { overflow: 'reject' }).toString() };
  } catch (error) {
    if (error instanceof RangeError)
      return refuse(`"${text}" is no day of the calendar`, `没有“${text}”这一天`);
    throw error;
  }
}

function readBoolean(text: string): CellResult {
  const word = text.toLowerCase();
  if (trueWords.has(word)) return { ok: true, value: true };
  if (falseWords.has(word)) return { ok: true, value: false };
  return refuse(`"${text}" is neither true nor false`, `“${text}”不是“是”或“否”`);
}

function readChoice(text: string, column: Column): CellResult {
  const choices = Object.entries(column.choices ?? {});
  const found = choices.find(([value, words]) => value === text.toLowerCase() || words.includes(text));
  if (found) return { ok: true, value: found[0] };
  const words = choices.map(([value, [word]]) => word ?? value).join('、');
  return refuse(
    `"${text}" is none of ${choices.map(([value]) => value).join(', ')}`,
    `“${text}”不在可选项（${words}）之中`,
  );
}

function notANumber(text: string): CellResult {
  return refuse(`"${text}" is not a number`, `“${text}”不是数字`);
}

function refuse(message: string, zh: string): CellResult {
  return { ok: false, message, zh };
}
