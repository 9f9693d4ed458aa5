import type { Column } from '../model/columns.ts';

export type CellValue = string | number | boolean | null;
export type CellResult = { ok: true; value: CellValue } | { ok: false; message: string };

const trueWords = new Set(['true', '1', 'yes', 'y', '是']);
const falseWords = new Set(['false', '0', 'no', 'n', '否']);
const groupedNumber = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;
const plainNumber = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const writtenDay = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?$/;

/** Reads one cell as offices write them: full-width digits, thousands separators, 2026/1/5 and 2026年1月5日. */
export function readCell(raw: string, column: Column): CellResult {
  const text = column.kind === 'text' ? raw.trim() : raw.normalize('NFKC').trim();
  if (text === '') return { ok: true, value: column.empty ?? null };
  switch (column.kind) {
    case 'text':
      return { ok: true, value: text };
    case 'number':
      return readNumber(text);
    case 'day':
      return readDay(text);
    case 'boolean':
      return readBoolean(text);
    case 'choice':
      return readChoice(text, column);
  }
}

function readNumber(text: string): CellResult {
  const digits = groupedNumber.test(text) ? text.replaceAll(',', '') : text;
  const value = plainNumber.test(digits) ? Number(digits) : Number.NaN;
  return Number.isFinite(value) ? { ok: true, value } : refuse(`"${text}" is not a number`);
}

function readDay(text: string): CellResult {
  const parts = writtenDay.exec(text);
  if (!parts) return refuse(`"${text}" is not a day; write YYYY-MM-DD`);
  try {
    const fields = { year: Number(parts[1]), month: Number(parts[2]), day: Number(parts[3]) };
    return { ok: true, value: Temporal.PlainDate.from(fields, { overflow: 'reject' }).toString() };
  } catch (error) {
    if (error instanceof RangeError) return refuse(`"${text}" is no day of the calendar`);
    throw error;
  }
}

function readBoolean(text: string): CellResult {
  const word = text.toLowerCase();
  if (trueWords.has(word)) return { ok: true, value: true };
  if (falseWords.has(word)) return { ok: true, value: false };
  return refuse(`"${text}" is neither true nor false`);
}

function readChoice(text: string, column: Column): CellResult {
  const choices = Object.entries(column.choices ?? {});
  const found = choices.find(([value, words]) => value === text.toLowerCase() || words.includes(text));
  if (found) return { ok: true, value: found[0] };
  return refuse(`"${text}" is none of ${choices.map(([value]) => value).join(', ')}`);
}

function refuse(message: string): CellResult {
  return { ok: false, message };
}
