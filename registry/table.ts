import type { z } from 'zod';
import { registryColumns } from '../model/columns.ts';
import type { Fault, Place, Wrong } from '../model/error.ts';
import type { Registry, RegistryTable } from '../model/registry.ts';
import { Identifier } from '../model/scalar.ts';
import { type CellValue, readCell } from './cell.ts';
import { type Form, projectName, readForm } from './form.ts';
import { type Names, references } from './names.ts';
import { rowSchemas } from './row-schemas.ts';
import { type Line, placeIn, type Sheet, textCell } from './sheet.ts';
import { sheetNames } from './sheet-names.ts';
import { checkTotals, totalOf } from './totals.ts';

/** Where each row, and each column of it, came from, so that a later check can still name file and cell. */
export type RowPlaces = WeakMap<object, (column?: string) => Place>;

export interface TableReading<T extends RegistryTable> {
  /** The rows that are right by themselves; none where the sheet as a whole is in doubt. */
  rows: Registry[T];
  faults: Fault[];
}

/** Reads one registry table from a sheet in any form that offices give it. */
export function readTable<T extends RegistryTable>(
  table: T,
  sheet: Sheet,
  places: RowPlaces,
  names: Names,
): TableReading<T> {
  const faults: Fault[] = [...sheet.faults];
  const rows: Registry[T][number][] = [];
  const form = readForm(table, sheet, faults);
  if (form === null) return { rows: rows as Registry[T], faults };
  const totals: Fault[] = [];
  const hasMoney = form.columns.some((column) => column?.column.kind === 'money');
  if (hasMoney) checkTotals(form, sheet, totals);
  for (const line of form.lines) {
    if (hasMoney && totalOf(line) !== null) continue;
    const row = readRow({ table, sheet, form, names }, line, faults);
    if (row === null) continue;
    places.set(row, placesOf(sheet, form, line));
    rows.push(row as Registry[T][number]);
  }
  // With a total that does not agree nobody knows which of its rows is wrong.
  const right = totals.length > 0 ? [] : rows;
  return { rows: right as Registry[T], faults: [...faults, ...totals] };
}

function placesOf(sheet: Sheet, form: Form, { line }: Line): (column?: string) => Place {
  return (name) => {
    if (name === undefined) return placeIn(sheet, line);
    const index = form.columns.findIndex((each) => each?.column.name === name);
    const column = form.columns[index]?.title ?? name;
    return { ...placeIn(sheet, line, index === -1 ? undefined : index), column };
  };
}

interface RowContext {
  table: RegistryTable;
  sheet: Sheet;
  form: Form;
  names: Names;
}

type Row = Record<string, CellValue>;
type Blame = (column: string, field: string, wrong: Wrong) => void;

/** One row as its schema wants it; null where it has faults. */
function readRow(context: RowContext, line: Line, faults: Fault[]): object | null {
  const { table, sheet, form } = context;
  const { columns } = form;
  const before = faults.length;
  const at = placesOf(sheet, form, line);
  const blamed = new Set<string>();
  const blame: Blame = (name, field, wrong) => {
    blamed.add(field);
    faults.push({ place: at(name), ...wrong });
  };
  if (line.cells.slice(columns.length).some(({ text }) => text.trim() !== '')) {
    const [given, wanted] = [line.cells.length, columns.length];
    faults.push({
      place: placeIn(sheet, line.line),
      message: `${given} cells, but the header has ${wanted}`,
      zh: `有${given}格，而表头只有${wanted}格`,
    });
  }
  // Columns that the form does not have stand for what an empty cell stands for.
  const row: Row = Object.fromEntries(
    registryColumns[table].map(({ field, empty }) => [field, empty ?? null]),
  );
  if ('period' in row) row.period = form.period;
  columns.forEach((each, index) => {
    if (each === null) return;
    const { column, unit } = each;
    const result = readCell(line.cells[index] ?? textCell(''), column, unit);
    if (!result.ok) blame(column.name, column.field, { message: result.message, zh: result.zh });
    else if (result.value !== null || column.kind !== 'period') row[column.field] = result.value;
  });
  resolveReferences(context, row, blame);
  const parsed = rowSchemas[table].safeParse(row);
  for (const issue of parsed.error?.issues ?? []) {
    const field = String(issue.path[0]);
    if (blamed.has(field)) continue;
    const column = registryColumns[table].find((candidate) => candidate.field === field);
    faults.push({ place: at(column?.name), ...wrongOf(issue, row[field] ?? null) });
  }
  return parsed.success && faults.length === before ? (parsed.data as object) : null;
}

/** What a schema has against a value, in words that an office knows. */
function wrongOf(issue: z.core.$ZodIssue, value: CellValue): Wrong {
  if (value === null) return { message: 'the cell is empty', zh: '没有填写' };
  if (typeof value === 'number' && issue.code === 'too_small') {
    const { minimum, inclusive } = issue;
    return inclusive
      ? { message: `${value} is below ${minimum}`, zh: `${value}小于${minimum}` }
      : { message: `${value} is not above ${minimum}`, zh: `${value}不大于${minimum}` };
  }
  if (typeof value === 'number' && issue.code === 'too_big')
    return { message: `${value} is above ${issue.maximum}`, zh: `${value}大于${issue.maximum}` };
  return { message: issue.message, zh: `不合要求（${issue.message}）` };
}

/** Puts ids where names stand; a project's name beside its id must be that of the project. */
function resolveReferences({ table, names }: RowContext, row: Row, blame: Blame): void {
  for (const { field, column, to } of references.filter(
    (each) => each.table === table && each.to !== table,
  )) {
    const given = row[field];
    const name = to === 'projects' ? row[projectName.field] : null;
    const text = given ?? name;
    if (typeof text !== 'string' || text === '*') continue;
    const by = given === null ? projectName.name : column;
    const ids = names.idsOf(to, text);
    if (ids.length > 1) {
      blame(by, field, {
        message: `${ids.length} ${to} are called "${text}"; write the id`,
        zh: `有${ids.length}个${sheetNames[to][0]}叫“${text}”；请填编号`,
      });
    } else if (ids.length === 1) row[field] = ids[0]!;
    else if (given === null || !Identifier.safeParse(text).success) {
      blame(by, field, {
        message: `"${text}" is neither an id nor a name among the ${to}`,
        zh: `“${text}”既不是${sheetNames[to][0]}的编号，也不是名称`,
      });
    }
    const id = row[field];
    if (typeof id === 'string' && typeof name === 'string' && names.agree(to, id, name) === false) {
      const real = names.nameOf(to, id);
      blame(projectName.name, projectName.field, {
        message: `"${id}" is "${real}"`,
        zh: `编号“${id}”的项目是“${real}”`,
      });
    }
  }
}
