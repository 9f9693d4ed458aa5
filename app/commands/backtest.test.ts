import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { LiangshaiError } from '../../model/error.ts';
import { backtest } from './backtest.ts';

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

async function run(lines: readonly string[], name = 'readings.csv'): Promise<Record<string, string>> {
  const text = `${['meter,time,energy_kwh', ...lines].join('\n')}\n`;
  await writeFile(file(name), name.endsWith('.gz') ? gzipSync(text) : text);
  const out = file(`out-${Math.random()}`);
  await backtest({ registry: directory, readings: [file(name)], out });
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
