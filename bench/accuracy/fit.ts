import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ownSigns, recentSigns, siteSigns } from '../../rules/activity/signs.ts';
import { cityDays, dayText } from '../../rules/city-days.ts';
import { evaluateProject } from '../../rules/project.ts';
import { labelledCity, readFolder } from './folder.ts';
import { fitLogistic, type Row } from './logistic.ts';

/**
 * Fits the points of the scorecard to labelled folders and writes `points.ts`. A folder is `DIR` or `DIR=WEIGHT`. What a
 * baseline is depends on the points that were there before: run it again until they stand still.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, ridge: { type: 'string', default: '10' } },
});
const signs = [...ownSigns, ...siteSigns, ...recentSigns];
const firstColumn = new Map<string, number>();
let columns = 1;
for (const { name, knots } of signs) {
  firstColumn.set(name, columns);
  columns += knots.length;
}

const rows: Row[] = [];
for (const place of positionals) {
  const [directory, weight = '1'] = place.split('=') as [string, string?];
  rows.push(...(await rowsOf(directory, Number(weight))));
}
const fitted = fitLogistic(rows, columns, Number(values.ridge));
const lines = signs.map(({ name, knots }) => {
  const at = firstColumn.get(name)!;
  return `  ${name}: [${[...fitted.slice(at, at + knots.length)].map(rounded).join(', ')}],`;
});
const text = `/** Points of each sign at its knots: log odds of work. How and on what they were fitted: docs/method.md. */
export const points: Readonly<Record<string, readonly number[]>> = {
${lines.join('\n')}
};

export const bias = ${rounded(fitted[0]!)};
`;
if (values.out === undefined) process.stdout.write(text);
else await writeFile(values.out, text);

async function rowsOf(directory: string, weight: number): Promise<Row[]> {
  const { truth, questions } = await readFolder(directory);
  const zone = cityDays(labelledCity.timeZone);
  const states = new Map(truth.map(({ project, date, state }) => [`${project} ${date}`, state]));
  return questions.flatMap((question) => {
    const answer = evaluateProject(labelledCity, { ...question, signs: true });
    return answer.days.flatMap(({ project, timeMs }, i) => {
      const state = states.get(`${project} ${dayText(zone.at(timeMs))}`) ?? null;
      const counted = answer.signs[i] ?? null;
      if (state === null || counted === null) return [];
      const row: Row = { columns: [0], values: [1], worked: state === 'working', weight };
      for (const { sign, weight: part, knot, share } of counted) {
        const at = firstColumn.get(sign.name)! + knot;
        row.columns.push(at, at + 1);
        row.values.push(part * (1 - share), part * share);
      }
      return [row];
    });
  });
}

function rounded(value: number): string {
  return String(Number(value.toFixed(2)));
}
