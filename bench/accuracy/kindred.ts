import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

/** Turns the kindred data sets into folders of the backtest's form; answers their paths. */
export async function kindredFolders(source: string, target: string): Promise<string[]> {
  return [
    await quarterHours(path.join(source, 'steel_kr_2018'), path.join(target, 'steel'), {
      working: 'working',
      idle: 'idle',
    }),
    await quarterHours(path.join(source, 'dublin_offices'), path.join(target, 'dublin'), {
      open: 'working',
      closed: 'idle',
    }),
    await enterprises(path.join(source, 'yangzhong/dev'), path.join(target, 'yangzhong')),
  ];
}

/** Cells of a CSV file, plain or .gz, its header first. */
export async function rowsOf(file: string): Promise<string[][]> {
  const bytes = await readFile(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  return text
    .trim()
    .split('\n')
    .map((line) => line.split(','));
}

async function quarterHours(source: string, target: string, states: Record<string, string>): Promise<string> {
  const name = path.basename(target);
  const readings: string[] = [];
  let kwh = 0;
  const rows = (await rowsOf(path.join(source, 'quarter_hour.csv.gz'))).slice(1);
  readings.push(`m-${name},${rows[0]![0]}:00+08:00,0`);
  for (const [stamp, value] of rows) {
    if (value === undefined || value === '') continue;
    kwh += Number(value);
    readings.push(`m-${name},${local(Date.parse(`${stamp}:00Z`) + 900_000)},${kwh.toFixed(3)}`);
  }
  const days = await rowsOf(path.join(source, 'days.csv'));
  const truth = days.slice(1).map((row) => `${name},${row[0]},${states[row.at(-1)!] ?? ''}`);
  return write(target, [name], readings, truth);
}

/** Letters of the Yangzhong labels that are scored: worked, in a closure, ended. */
const letters: Record<string, string> = { W: 'working', C: 'idle', E: 'idle' };

async function enterprises(source: string, target: string): Promise<string> {
  const kwh = await rowsOf(path.join(source, 'daily_kwh.csv.gz'));
  const codes = await rowsOf(path.join(source, 'day_codes.csv.gz'));
  const ids = codes[0]!.slice(1);
  const readings: string[] = [];
  const truth: string[] = [];
  for (const [n, id] of ids.entries()) {
    const column = kwh[0]!.indexOf(id);
    let register = 0;
    readings.push(`m-u${id},${local(Date.parse(`${kwh[1]![0]}T00:00Z`))},0`);
    for (const row of kwh.slice(1)) {
      if (row[column] === '') continue;
      register += Number(row[column]);
      readings.push(`m-u${id},${local(Date.parse(`${row[0]}T00:00Z`) + 86_400_000)},${register}`);
    }
    for (const row of codes.slice(1)) truth.push(`u${id},${row[0]},${letters[row[n + 1]!] ?? ''}`);
  }
  return write(
    target,
    ids.map((id) => `u${id}`),
    readings,
    truth,
  );
}

/** Local times are taken for the city's: the data's own clocks are what their days are cut by. */
function local(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}+08:00`;
}

async function write(
  target: string,
  ids: readonly string[],
  readings: readonly string[],
  truth: readonly string[],
): Promise<string> {
  await mkdir(target, { recursive: true });
  const put = (name: string, header: string, rows: readonly string[]) =>
    writeFile(path.join(target, name), `${[header, ...rows].join('\n')}\n`);
  await put('districts.csv', 'id,name,kind', ['kindred,Kindred,county']);
  await put('departments.csv', 'id,name', ['kindred,Kindred']);
  await put(
    'projects.csv',
    'id,name,district,department,category,stage',
    ids.map((id) => `${id},${id},kindred,kindred,kindred,construction`),
  );
  await put(
    'meters.csv',
    'id,project,role,multiplier',
    ids.map((id) => `m-${id},${id},construction,1`),
  );
  await put('truth.csv', 'project,date,state', truth);
  await writeFile(
    path.join(target, 'readings.csv.gz'),
    gzipSync(`${['meter,time,energy_kwh', ...readings].join('\n')}\n`),
  );
  return target;
}
