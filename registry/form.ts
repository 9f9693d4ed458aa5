import { type Column, registryColumns } from '../model/columns.ts';
import type { Fault } from '../model/error.ts';
import type { Period } from '../model/period.ts';
import type { RegistryTable } from '../model/registry.ts';
import { type MoneyUnit, splitUnit, unitInTitle, wan } from './money-unit.ts';
import { periodInTitle } from './period-text.ts';
import { isNeeded } from './row-schemas.ts';
import { type Line, placeIn, type Sheet } from './sheet.ts';

/** A cell position of a form: what it holds, and the title as it stands there, which faults name. */
export interface FormColumn {
  title: string;
  column: Column;
  /** Of money; 万元 where the form says nothing. */
  unit: MoneyUnit;
}

/** A sheet as an office lays it out: titles, a header, lines, and what stands below them. */
export interface Form {
  /** By cell position; null: a column that is passed over. */
  columns: readonly (FormColumn | null)[];
  headerLine: number;
  lines: readonly Line[];
  /** The period that the titles name, for a form without a column of it. */
  period: Period | null;
}

/** The project's name beside its id: it stands for the id, or must agree with it. */
export const projectName: Column = {
  name: 'project_name',
  field: 'projectName',
  zh: ['项目名称'],
  kind: 'text',
};

const linesOfTitles = 20;
const tablesOfProjects = new Set<RegistryTable>([
  'meters',
  'suspensions',
  'investments',
  'milestones',
  'plans',
]);

/** What offices write beside the columns of a table, and what nothing is taken from. */
const passedOver = new Set([
  '序号',
  '备注',
  '填报单位',
  '填报人',
  '联系人',
  '联系电话',
  '建设单位',
  '项目单位',
]);
/** The same where a line is about a project that the registry has: its facts are in `projects`. */
const passedOverOfProjects = new Set([
  ...['区县', '所在区县', '属地', '部门', '责任部门', '责任单位', '类别', '项目类别', '阶段', '项目阶段'],
  ...['总投资', '总投资额', '年度计划', '年度计划投资', '年度投资计划', '完成率', '年度计划完成率'],
  ...['累计', '累计完成投资', '本年累计完成投资', '年度累计完成投资', '开工以来累计完成投资'],
]);
const footnote =
  /^(备注|注|说明|填报人|填表人|制表人?|审核人?|负责人|单位负责人|联系人|联系电话|填报日期|填报单位|报送单位)\s*[::]/;

/**
 * Finds a table's header under whatever titles stand above it, and what they say of unit and period.
 * null: the header has faults, and no line can be understood without it.
 */
export function readForm(table: RegistryTable, sheet: Sheet, faults: Fault[]): Form | null {
  const at = headerIndex(table, sheet.lines);
  const header = sheet.lines[at];
  if (header === undefined) {
    if (sheet.faults.length === 0)
      faults.push({
        place: placeIn(sheet, 1),
        message: 'the file is empty: it lacks its header line',
        zh: '没有内容：缺少表头',
      });
    return null;
  }
  const before = faults.length;
  const titles = sheet.lines.slice(0, at).flatMap(({ cells }) => cells.map(({ text }) => text));
  const unit = unitOfTitles(titles, sheet, faults);
  const second = secondHeader(header, sheet.lines[at + 1]);
  const columns = matchHeader(table, sheet, header, second, unit, faults);
  const period = onlyPeriod([...titles, sheet.name ?? '']);
  for (const column of registryColumns[table]) {
    const isThere = columns.some((found) => found?.column === column);
    const isGiven =
      (column.kind === 'period' && period !== null) ||
      (column.name === 'project' && columns.some((found) => found?.column === projectName));
    if (!isThere && !isGiven && isNeeded(table, column)) {
      faults.push({
        place: { ...placeIn(sheet, header.line), column: column.name },
        message: 'the column is missing',
        zh: `缺少这一列（${column.zh[0]}）`,
      });
    }
  }
  if (faults.length > before) return null;
  const lines = withoutFootnotes(sheet.lines.slice(at + (second === null ? 1 : 2)));
  return { columns, headerLine: header.line, lines, period };
}

function headerIndex(table: RegistryTable, lines: readonly Line[]): number {
  const known = (line: Line) =>
    line.cells.filter(({ text }) => findColumn(table, flatTitle(text)) !== null).length;
  let best = 0;
  lines.slice(0, linesOfTitles).forEach((line, index) => {
    if (known(line) > known(lines[best]!)) best = index;
  });
  return best;
}

/**
 * The second line of a header of two: cells merged over both, and under a merged title each column's own. A form of one
 * header line has null.
 */
function secondHeader(header: Line, next: Line | undefined): Line | null {
  if (next === undefined) return null;
  const merged = next.cells.some((cell, index) => cell.repeated && header.cells[index]?.text === cell.text);
  return merged ? next : null;
}

/** A title as it can stand in the list of columns; of a header of two lines also both together. */
function titlesAt(index: number, header: Line, second: Line | null): string[] {
  const own = flatTitle(header.cells[index]?.text ?? '');
  const below = second?.cells[index];
  if (below === undefined || below.repeated) return [own];
  const upper = header.cells.slice(0, index + 1).findLast(({ text }) => text.trim() !== '')?.text ?? '';
  const lower = flatTitle(below.text);
  const { title, unit } = splitUnit(flatTitle(upper));
  const shared = unit === null ? '' : `(${unit.name})`;
  return [`${lower}${title}${shared}`, `${title}${lower}${shared}`, `${lower}${shared}`, lower];
}

function matchHeader(
  table: RegistryTable,
  sheet: Sheet,
  header: Line,
  second: Line | null,
  unit: MoneyUnit,
  faults: Fault[],
): (FormColumn | null)[] {
  const seen = new Set<Column>();
  const width = Math.max(header.cells.length, second?.cells.length ?? 0);
  return Array.from({ length: width }, (_, index) => {
    const titles = titlesAt(index, header, second);
    const found = titles.map((title) => findColumn(table, title)).find((each) => each !== null);
    const title = (second?.cells[index]?.text || header.cells[index]?.text || '').normalize('NFKC').trim();
    if (title === '') return null;
    const place = { ...placeIn(sheet, header.line, index), column: title };
    if (found === undefined) {
      if (titles.some((each) => isPassedOver(table, each))) return null;
      const names = registryColumns[table].map(({ name }) => name).join(', ');
      const words = registryColumns[table].map(({ zh }) => zh[0]).join('、');
      faults.push({
        place,
        message: `unknown column; known are ${names}`,
        zh: `无法识别的列；可用的列有${words}`,
      });
      return null;
    }
    if (seen.has(found.column))
      faults.push({ place, message: 'the column is there twice', zh: '这一列重复' });
    seen.add(found.column);
    // The English names say 万元 themselves.
    const own = found.unit ?? (found.column.name.endsWith('_wan') && /_wan$/i.test(title) ? wan : unit);
    return { title, column: found.column, unit: own };
  });
}

function findColumn(table: RegistryTable, title: string): { column: Column; unit: MoneyUnit | null } | null {
  const columns = tablesOfProjects.has(table)
    ? [...registryColumns[table], projectName]
    : registryColumns[table];
  const whole = columns.find(({ name, zh }) => name === title.toLowerCase() || zh.includes(title));
  if (whole !== undefined) return { column: whole, unit: null };
  const { title: bare, unit } = splitUnit(title);
  const column = columns.find(({ kind, zh }) => kind === 'money' && zh.includes(bare));
  return column === undefined || unit === null ? null : { column, unit };
}

function isPassedOver(table: RegistryTable, title: string): boolean {
  const bare = splitUnit(title).title.replace(/\(%\)$/, '');
  return passedOver.has(bare) || (tablesOfProjects.has(table) && passedOverOfProjects.has(bare));
}

function unitOfTitles(titles: readonly string[], sheet: Sheet, faults: Fault[]): MoneyUnit {
  for (const title of titles) {
    const unit = unitInTitle(title);
    if (unit === null) continue;
    if ('power' in unit) return unit;
    faults.push({
      place: placeIn(sheet),
      message: `the unit ${unit.unknown} is not known; use 元, 万元 or 亿元`,
      zh: `单位“${unit.unknown}”无法识别；请用元、万元或亿元`,
    });
  }
  return wan;
}

function onlyPeriod(titles: readonly string[]): Period | null {
  const periods = new Set(titles.map(periodInTitle).filter((period) => period !== null));
  return periods.size === 1 ? [...periods][0]! : null;
}

function withoutFootnotes(lines: readonly Line[]): Line[] {
  const isFootnote = ({ cells }: Line) =>
    footnote.test((cells.find(({ text }) => text.trim() !== '')?.text ?? '').normalize('NFKC').trim());
  return lines.slice(0, lines.findLastIndex((line) => !isFootnote(line)) + 1);
}

/** Without spaces, line breaks, the star of a needed column, and the difference between full and half width. */
function flatTitle(text: string): string {
  return text.normalize('NFKC').replaceAll(/[\s*]/g, '');
}
