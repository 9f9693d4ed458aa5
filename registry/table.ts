import { type CsvError, parse } from 'csv-parse/sync';
import type { z } from 'zod';
import { type Column, registryColumns } from '../model/columns.ts';
import type { Fault, Place } from '../model/error.ts';
import { Meter } from '../model/meter.ts';
import { Department, District } from '../model/organisation.ts';
import { Investment, Milestone } from '../model/progress.ts';
import { Project } from '../model/project.ts';
import type { Registry, RegistryTable } from '../model/registry.ts';
import { Suspension } from '../model/suspension.ts';
import { type CellValue, readCell } from './cell.ts';

const rowSchemas: { [T in RegistryTable]: z.ZodType<Registry[T][number]> } = {
  districts: District,
  departments: Department,
  projects: Project,
  meters: Meter,
  suspensions: Suspension,
  investments: Investment,
  milestones: Milestone,
};

/** Where each row came from, so that a later check can still name file and line. */
export type RowPlaces = WeakMap<object, Place>;

export interface TableReading<T extends RegistryTable> {
  rows: Registry[T];
  faults: Fault[];
}

/**
 * Reads one registry file.
 * @param bytes UTF-8 CSV, with or without a byte order mark, English or Chinese headers in any order
 * @param source the name that faults carry, such as `projects.csv`
 */
export function readTable<T extends RegistryTable>(
  table: T,
  bytes: Uint8Array,
  source: string,
  places: RowPlaces,
): TableReading<T> {
  const faults: Fault[] = [];
  const rows: Registry[T][number][] = [];
  const records = readCsv(bytes, source, faults);
  const header = records.shift();
  if (header === undefined) {
    if (faults.length === 0)
      faults.push({ place: { source, line: 1 }, message: 'the file is empty: it lacks its header line' });
    return { rows: rows as Registry[T], faults };
  }
  const columns = matchHeader(table, header, source, faults);
  if (columns === null) return { rows: rows as Registry[T], faults };
  for (const record of records) {
    const place = { source, line: record.line };
    const row = readRow(rowSchemas[table], columns, record.cells, place, faults);
    if (row === null) continue;
    places.set(row as object, place);
    rows.push(row as Registry[T][number]);
  }
  return { rows: rows as Registry[T], faults };
}

interface CsvRecord {
  line: number;
  cells: string[];
}

function readCsv(bytes: Uint8Array, source: string, faults: Fault[]): CsvRecord[] {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    faults.push({ place: { source }, message: 'not UTF-8; save it as "CSV UTF-8"' });
    return [];
  }
  try {
    const parsed = parse(text, { info: true, relax_column_count: true }) as unknown;
    return (parsed as { info: { lines: number }; record: string[] }[])
      .map(({ info, record }) => ({ line: firstLine(info.lines, record), cells: record }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  } catch (error) {
    const { lines, message } = error as CsvError & { lines?: number };
    faults.push({ place: lines === undefined ? { source } : { source, line: lines }, message });
    return [];
  }
}

/** csv-parse tells the line a record ends on; quoted line breaks lie before it. */
function firstLine(lastLine: number, cells: readonly string[]): number {
  return lastLine - cells.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0);
}

/** The column of each cell position; null where a column that every row needs is missing. */
function matchHeader(
  table: RegistryTable,
  header: CsvRecord,
  source: string,
  faults: Fault[],
): (Column | null)[] | null {
  const known = registryColumns[table];
  const place = { source, line: header.line };
  const seen = new Set<Column>();
  const before = faults.length;
  const columns = header.cells.map((cell) => {
    const title = cell.normalize('NFKC').trim();
    if (title === '') return null;
    const column = known.find(({ name, zh }) => name === title.toLowerCase() || zh.includes(title));
    if (column === undefined) {
      const names = known.map(({ name }) => name).join(', ');
      faults.push({ place: { ...place, column: title }, message: `unknown column; known are ${names}` });
      return null;
    }
    if (seen.has(column))
      faults.push({ place: { ...place, column: title }, message: 'the column is there twice' });
    seen.add(column);
    return column;
  });
  for (const column of known) {
    if (!seen.has(column) && isNeeded(table, column)) {
      faults.push({ place: { ...place, column: column.name }, message: 'the column is missing' });
    }
  }
  return faults.length > before ? null : columns;
}

/** A column is needed when a row without it can never be right. */
function isNeeded(table: RegistryTable, column: Column): boolean {
  if (column.empty !== undefined) return false;
  const result = rowSchemas[table].safeParse({ [column.field]: null });
  return !result.success && result.error.issues.some((issue) => issue.path[0] === column.field);
}

function readRow(
  schema: z.ZodType,
  columns: readonly (Column | null)[],
  cells: readonly string[],
  place: Place,
  faults: Fault[],
): unknown {
  const row: Record<string, CellValue> = {};
  const before = faults.length;
  const unread = new Set<string>();
  if (cells.length > columns.length && cells.slice(columns.length).some((cell) => cell.trim() !== '')) {
    faults.push({ place, message: `${cells.length} cells, but the header has ${columns.length}` });
  }
  columns.forEach((column, index) => {
    if (column === null) return;
    const result = readCell(cells[index] ?? '', column);
    if (result.ok) {
      row[column.field] = result.value;
      return;
    }
    unread.add(column.field);
    faults.push({ place: { ...place, column: column.name }, message: result.message });
  });
  const parsed = schema.safeParse(withAbsent(row, schema));
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const field = String(issue.path[0]);
      if (unread.has(field)) continue;
      const column = columns.find((candidate) => candidate?.field === field);
      const message = row[field] === null ? 'the cell is empty' : issue.message;
      faults.push({ place: column ? { ...place, column: column.name } : place, message });
    }
  }
  return parsed.success && faults.length === before ? parsed.data : null;
}

/** Columns that the file does not have are null, or stand for what an empty cell stands for. */
function withAbsent(row: Record<string, CellValue>, schema: z.ZodType): Record<string, CellValue> {
  const table = (Object.keys(rowSchemas) as RegistryTable[]).find((name) => rowSchemas[name] === schema)!;
  const absent = registryColumns[table].filter(({ field }) => !(field in row));
  return { ...Object.fromEntries(absent.map(({ field, empty }) => [field, empty ?? null])), ...row };
}
