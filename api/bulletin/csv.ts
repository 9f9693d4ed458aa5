import { stringify } from 'csv-stringify/sync';
import type { Bulletin } from '../../model/bulletin.ts';
import { standingSubjects } from '../../model/standing.ts';
import type { Figure } from './shown.ts';
import { type BulletinTable, cityTable, findingTable, snailTable, standingTable } from './tables.ts';

/**
 * All tables of a bulletin as one: the city first, then every district, department and project, the findings and the
 * snails. `范围` says what a line is of; what its table has no column for is empty. Figures are those of the JSON,
 * unrounded, shares from 0 to 1. The byte order mark is for spreadsheet programs, and a text that they would compute
 * is quoted.
 */
export function bulletinCsv(bulletin: Bulletin): string {
  const tables: readonly (readonly [scope: string, table: BulletinTable])[] = [
    ...standingSubjects.map((by) => [by, standingTable(bulletin, by)] as const),
    ['finding', findingTable(bulletin)],
    ['snail', snailTable(bulletin)],
  ];
  const titles = [...new Set(tables.flatMap(([, { columns }]) => columns.map(({ title }) => title)))];
  const lineOf = (scope: string, cells: ReadonlyMap<string, Figure>): Figure[] => [
    bulletin.period,
    scope,
    ...titles.map((title) => cells.get(title) ?? null),
  ];
  const city = cityTable(bulletin);
  const ofCity = new Map([['名称', '全市' as Figure], ...cellsOf(city, city.rows[0]!)]);
  const lines: Figure[][] = [['期间', '范围', ...titles], lineOf('city', ofCity)];
  for (const [scope, table] of tables) {
    for (const row of table.rows) lines.push(lineOf(scope, cellsOf(table, row)));
  }
  return stringify(lines, { bom: true, escape_formulas: true });
}

function cellsOf({ columns }: BulletinTable, row: readonly Figure[]): Map<string, Figure> {
  return new Map(columns.map(({ title }, index) => [title, row[index]!]));
}
