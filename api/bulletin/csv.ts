import { stringify } from 'csv-stringify/sync';
import type { Bulletin } from '../../model/bulletin.ts';
import { standingSubjects } from '../../model/standing.ts';
import type { Figure } from './shown.ts';
import { cityTable, standingTable } from './tables.ts';

/**
 * The figures and standings of a bulletin as one table: the city first, then every district, department and project.
 * Figures are those of the JSON, unrounded, shares from 0 to 1. The byte order mark is for spreadsheet programs, and
 * a text that they would compute is quoted.
 */
export function bulletinCsv(bulletin: Bulletin): string {
  const city = cityTable(bulletin);
  const [first] = standingSubjects.map((by) => standingTable(bulletin, by));
  const titles = first!.columns.map(({ title }) => title);
  const ofCity = new Map(city.columns.map(({ title }, index) => [title, city.rows[0]![index]!]));
  const lines: Figure[][] = [
    ['期间', '范围', ...titles],
    [
      bulletin.period,
      'city',
      ...titles.map((title) => (title === '名称' ? '全市' : (ofCity.get(title) ?? null))),
    ],
  ];
  for (const by of standingSubjects) {
    for (const row of standingTable(bulletin, by).rows) lines.push([bulletin.period, by, ...row]);
  }
  return stringify(lines, { bom: true, escape_formulas: true });
}
