import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { registryTables } from '../../model/registry.ts';
import { generateCity } from '../city/city.ts';
import { exportCity } from './export.ts';

const options = { seed: 3, projects: 5, startDay: '2026-10-01', asOf: '2026-10-10', with: 'none' };

async function exported(): Promise<{ directory: string; readings: number; csv: string; truth: string }> {
  const directory = await mkdtemp(path.join(tmpdir(), 'liangshai-export-'));
  const truthFile = path.join(directory, 'truth.csv');
  const readings = await exportCity({
    city: generateCity(options),
    directory,
    truthFile,
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  const csv = gunzipSync(await readFile(path.join(directory, 'readings.csv.gz'))).toString();
  return { directory, readings, csv, truth: await readFile(truthFile, 'utf8') };
}

test('the files hold every reading of every meter and a truth for every project and day', async () => {
  const { directory, readings, csv, truth } = await exported();
  const city = generateCity(options);
  const lines = csv.trimEnd().split('\n');
  expect(lines[0]).toBe('meter,time,energy_kwh,power_kw,voltage_v');
  expect(lines[1]).toMatch(/^P0001-M1,2026-10-01T00:00:00\+08:00,\d+\.\d\d,\d+\.\d{3},2\d\d\.\d$/);
  expect(lines.length - 1).toBe(readings);
  expect(readings).toBe(city.registry.meters.length * 10 * 96);
  const rows = truth.trimEnd().split('\n');
  expect(rows[0]).toBe('project,date,state,why,stall');
  expect(rows.length - 1).toBe(5 * 10);
  for (const table of registryTables) {
    const text = await readFile(path.join(directory, `${table}.csv`), 'utf8');
    expect(text.trimEnd().split('\n').length - 1).toBe(city.registry[table].length);
  }
});

test('the same seed gives the same bytes', async () => {
  const [one, two] = [await exported(), await exported()];
  expect(one.csv).toBe(two.csv);
  expect(one.truth).toBe(two.truth);
});
