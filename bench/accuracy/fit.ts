import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { bias, points } from '../../rules/activity/points.ts';
import { logOddsOf } from '../../rules/activity/scorecard.ts';
import { campSigns, ownSigns, recentSigns, siteSigns } from '../../rules/activity/signs.ts';
import { cityDays, dayText } from '../../rules/city-days.ts';
import { evaluateProject } from '../../rules/project.ts';
import { type Labelled, labelledCity, readFolder } from './folder.ts';
import { fitLogistic, type Row } from './logistic.ts';
import { cityOf, simulate } from './simulated-city.ts';

/**
 * Fits the points of the scorecard to labelled folders (`DIR` or `DIR=WEIGHT`) and simulated cities
 * (`--city SEED:NAMES:UNTIL:PROJECTS:DAYS`) and writes `points.ts`. What a baseline is depends on the points that were there
 * before: run it again until they stand still. With `--only` some signs are fitted beside the others, whose points, and the constant, stay.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    ridge: { type: 'string', default: '10' },
    city: { type: 'string', multiple: true, default: [] },
    only: { type: 'string' },
  },
});
const signs = [...ownSigns, ...siteSigns, ...recentSigns, ...campSigns];
const only = values.only === undefined ? null : new Set(values.only.split(','));
const firstColumn = new Map<string, number>();
let columns = 1;
for (const { name, knots } of signs) {
  if (only !== null && !only.has(name)) continue;
  firstColumn.set(name, columns);
  columns += knots.length;
}

const rows: Row[] = [];
for (const place of positionals) {
  const [directory, weight = '1'] = place.split('=') as [string, string?];
  addRows(await readFolder(directory), Number(weight));
}
for (const city of values.city) addRows(simulate(cityOf(city)), 1);
const fitted = fitLogistic(rows, columns, Number(values.ridge));
const lines = signs.map(({ name, knots }) => {
  const at = firstColumn.get(name);
  const own = at === undefined ? points[name]! : [...fitted.slice(at, at + knots.length)];
  return `  ${name}: [${own.map(rounded).join(', ')}],`;
});
const text = `/** Points of each sign at its knots: log odds of work. How and on what they were fitted: docs/method.md. */
export const points: Readonly<Record<string, readonly number[]>> = {
${lines.join('\n')}
};

export const bias = ${rounded(only === null ? fitted[0]! : bias)};
`;
if (values.out === undefined) process.stdout.write(text);
else await writeFile(values.out, text);

function addRows({ truth, questions }: Labelled, weight: number): void {
  const zone = cityDays(labelledCity.timeZone);
  const states = new Map(truth.map(({ project, date, state }) => [`${project} ${date}`, state]));
  for (const question of questions) {
    const answer = evaluateProject(labelledCity, { ...question, signs: true });
    for (const [i, { project, timeMs }] of answer.days.entries()) {
      const state = states.get(`${project} ${dayText(zone.at(timeMs))}`) ?? null;
      const counted = answer.signs[i] ?? null;
      if (state === null || counted === null) continue;
      const fixed = counted.filter(({ sign }) => !firstColumn.has(sign.name));
      const offset = only === null ? 0 : logOddsOf(fixed);
      const constant = only === null ? { columns: [0], values: [1] } : { columns: [], values: [] };
      const row: Row = { ...constant, worked: state === 'working', weight, offset };
      for (const { sign, weight: part, knot, share } of counted) {
        const first = firstColumn.get(sign.name);
        if (first === undefined) continue;
        row.columns.push(first + knot, first + knot + 1);
        row.values.push(part * (1 - share), part * share);
      }
      if (row.columns.length > 0) rows.push(row);
    }
  }
}

function rounded(value: number): string {
  return String(Number(value.toFixed(2)));
}
