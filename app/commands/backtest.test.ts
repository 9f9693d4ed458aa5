import { copyFile, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test, vi } from 'vitest';
import { LiangshaiError } from '../../model/error.ts';
import { backtest } from './backtest.ts';

const head = 'meter,time,energy_kwh';
const text = (lines: readonly string[]) => `${lines.join('\n')}\n`;

let directory = '';
const file = (name: string) => path.join(directory, name);

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'backtest-'));
  await writeFile(file('districts.csv'), 'id,name,kind\nhaishu,海曙,county\n');
  await writeFile(file('departments.csv'), 'id,name\nzhujian,住建\n');
  await writeFile(
    file('projects.csv'),
    'id,name,district,department,category,stage\nP1,一号,haishu,zhujian,any,construction\n',
  );
  await writeFile(file('meters.csv'), 'id,project,role,multiplier\nM1,P1,construction,10\n');
});

/** A register that is read at each midnight, 900 kWh a day and 20 from the 30th day on, before the multiplier of 10. */
const rows = Array.from({ length: 50 }, (_, day) => {
  const kwh = 90 * Math.min(day, 30) + 2 * Math.max(0, day - 30);
  const time = new Date(Date.UTC(2026, 2, 1 + day)).toISOString().slice(0, 10);
  return `M1,${time}T00:00:00+08:00,${kwh}`;
});

async function registryWith(meters: readonly string[]): Promise<string> {
  const at = await mkdtemp(path.join(directory, 'registry-'));
  for (const table of ['districts.csv', 'departments.csv']) await copyFile(file(table), path.join(at, table));
  const projects = await readFile(file('projects.csv'), 'utf8');
  await writeFile(path.join(at, 'projects.csv'), `${projects}P2,二号,haishu,zhujian,any,construction\n`);
  await writeFile(path.join(at, 'meters.csv'), text(['id,project,role,multiplier,from,to', ...meters]));
  return at;
}

function run(lines: readonly string[], name = 'readings.csv', registry = directory) {
  return runText(text([head, ...lines]), name, registry);
}

async function runText(
  readings: string,
  name = 'readings.csv',
  registry = directory,
): Promise<Record<string, string>> {
  await writeFile(file(name), name.endsWith('.gz') ? gzipSync(readings) : readings);
  const out = file(`out-${Math.random()}`);
  await backtest({ registry, readings: [file(name)], out });
  const tables = ['activity', 'findings', 'standings'] as const;
  const texts = tables.map(async (table) => [table, await readFile(path.join(out, `${table}.csv`), 'utf8')]);
  return Object.fromEntries(await Promise.all(texts));
}

test('a meter that is read once a day has measured days, and its stop is told of', async () => {
  const { activity, findings, standings } = await run(rows);
  expect(activity!.split('\n').slice(0, 2)).toEqual([
    'project,date,state,index,energy_kwh,measured,excused',
    'P1,2026-03-01,working,,900,1,春节',
  ]);
  expect(findings).toMatch(/^P1,stalled,yellow,2026-03-31,2026-04-02,,/m);
  expect(standings).toMatch(/^2026-03H1,project,P1,1,100,false$/m);
});

test('order, duplicates, empty cells and compression change nothing', async () => {
  const plain = await run(rows);
  const shuffled = [...rows.slice(20), 'M1,2026-03-09T12:00:00+08:00,', ...rows.slice(0, 25).reverse()];
  expect(await run(shuffled, 'readings.csv.gz')).toEqual(plain);
});

test('faults name their file, line and column, all at once', async () => {
  const wrong = [rows[0]!, 'M1,2026-03-02T00:00:00,1', 'M1,2026-03-03T00:00:00+08:00,much'];
  const error = await run(wrong).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(LiangshaiError);
  expect(
    (error as LiangshaiError).faults.map(({ place }) => [place.source, place.line, place.column]),
  ).toEqual([
    ['readings.csv', 3, 'time'],
    ['readings.csv', 4, 'energy_kwh'],
  ]);
});

test.each([
  [
    'quotes around some cells',
    [head, ...rows.map((row, i) => (i % 3 === 0 ? row : row.replace('M1', '"M1"')))],
  ],
  [
    'a column beside with commas and quotes',
    ['note,meter,time,energy_kwh', ...rows.map((row) => `"a, ""b""",${row}`)],
  ],
  [
    'a column beside with line ends',
    ['meter,note,time,energy_kwh', ...rows.map((row) => row.replace(',', ',"a\n\nb",'))],
  ],
  [
    'an inch in a column beside',
    ['meter,note,time,energy_kwh', ...rows.map((row) => row.replace(',', ',5",'))],
  ],
  [
    'times as databases print them',
    [head, ...rows.map((row) => row.replace('T', ' ').replace('+08:00', '+08'))],
  ],
])('%s: the same readings', async (_, lines) => {
  const plain = await run(rows);
  expect(await runText(text(lines))).toEqual(plain);
});

test.each([
  ['a quote that is never closed', [head, rows[0]!, `"${rows[1]!}`, rows[2]!], ['3 meter']],
  [
    'numbers in no decimal form',
    [head, 'M1,2026-03-02T00:00:00+08:00,Infinity', 'M1,2026-03-02T00:00:00+08:00,0x10'],
    ['2 energy_kwh', '3 energy_kwh'],
  ],
  ['a day that is not in the calendar', [head, 'M1,2026-02-30T00:00:00+08:00,1'], ['2 time']],
  ['a column that is there twice', [`${head},energy_kwh`, `${rows[0]!},1`], ['1 energy_kwh']],
  ['a column that is missing, and nothing of the rows below', ['meter,time', 'M1,now'], ['1 energy_kwh']],
])('%s: a fault by line and column', async (_, lines, places) => {
  const error = (await runText(text(lines)).catch((cause: unknown) => cause)) as LiangshaiError;
  expect(error.faults.map(({ place }) => `${place.line} ${place.column}`)).toEqual(places);
});

test('what live would be in quarantine is passed over, and counted', async () => {
  const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const plain = await run(rows);
  const strange = ['M9,2026-03-02T00:00:00+08:00,1', 'M1,2026-03-02T00:00:00+08:00,-1'];
  expect(await run([...strange, ...rows])).toEqual(plain);
  expect(told.mock.calls.join('')).toContain('passed over: 1 negative-register');
  expect(told.mock.calls.join('')).toContain('passed over: M9');
});

test('each stretch of a meter’s life has its own days, project and multiplier', async () => {
  const registry = await registryWith([
    'M1,P1,construction,10,2026-03-01,2026-03-30',
    'M1,P2,construction,20,2026-03-31,',
  ]);
  // The second stretch shows half of it; a clock that was reset belongs to neither.
  const halved = rows.map((row, day) => {
    const [meter, time, kwh] = row.split(',');
    return day < 30 ? row : `${meter},${time},${Number(kwh) / 2}`;
  });
  const { activity } = await run(['M1,2005-01-01T00:00:00+08:00,7', ...halved], 'moved.csv', registry);
  expect(activity).toMatch(/^P1,2026-03-01,working,[\d.]*,900,1,春节$/m);
  expect(activity).toMatch(/^P2,2026-04-02,[a-z]+,[\d.]*,20,1,$/m);
  expect(activity).not.toMatch(/,2005-/);
});

test('a registry without a project is no backtest of nothing', async () => {
  const registry = await registryWith([]);
  await writeFile(path.join(registry, 'projects.csv'), 'id,name,district,department,category,stage\n');
  await expect(run(rows, 'readings.csv', registry)).rejects.toMatchObject({ code: 'no-projects' });
});
