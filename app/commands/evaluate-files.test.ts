import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import type { LiangshaiError } from '../../model/error.ts';
import { buildProgram } from '../program.ts';
import { readActivity, readTruth } from './evaluate-files.ts';

const directory = await mkdtemp(path.join(tmpdir(), 'liangshai-evaluate-'));

async function file(name: string, ...rows: string[]): Promise<string> {
  const at = path.join(directory, name);
  await writeFile(at, rows.map((row) => `${row}\n`).join(''));
  return at;
}

const header = 'project,date,state';
const said = 'project,date,state,index,energy_kwh,measured,excused';

async function faultsOf(reading: Promise<unknown>): Promise<string[]> {
  const error = (await reading.catch((cause: unknown) => cause)) as LiangshaiError;
  return error.faults.map(({ place }) => `${place.source}:${place.line} ${place.column}`);
}

test.each([
  [
    'states and days that are none',
    [header, 'P,2026-03-02,asleep', 'P,2026-02-30,idle'],
    ['2 state', '3 date'],
  ],
  [
    'a day that is said otherwise before',
    [header, 'P,2026-03-02,idle', '', 'P,2026-03-02,working'],
    ['4 date'],
  ],
  ['a column that is missing', ['project,date', 'P,2026-03-02'], ['1 state']],
  ['a file without a line', [], ['1 project', '1 date', '1 state']],
])('%s in the truth are told by line and column, all at once', async (_, rows, places) => {
  const faults = await faultsOf(readTruth(await file('truth.csv', ...rows)));
  expect(faults).toEqual(places.map((place) => `truth.csv:${place}`));
});

test('a state of the activity that is none is a fault, not unknown', async () => {
  const rows = [said, 'P,2026-03-02,asleep,,,1,'];
  expect(await faultsOf(readActivity(await file('activity.csv', ...rows)))).toEqual(['activity.csv:2 state']);
});

test('a day of the truth that is there twice counts once', async () => {
  const rows = [header, 'P,2026-03-02,idle', 'P,2026-03-02,idle'];
  expect(await readTruth(await file('truth.csv', ...rows))).toHaveLength(1);
});

test('without the column stall, days without work are those that should be told of', async () => {
  const rows = ['P,2026-03-02,idle', 'P,2026-03-03,off', 'P,2026-03-04,working', 'P,2026-03-05,'];
  const stalls = async (...lines: string[]) =>
    (await readTruth(await file('truth.csv', ...lines))).map(({ stall }) => stall);
  expect(await stalls(header, ...rows)).toEqual(['stalled', 'stalled', '', '']);
  expect(await stalls(`${header},stall`, ...rows.map((row) => `${row},`))).toEqual(['', '', '', '']);
});

test('a truth of which the activity knows nothing is told, for the ids may be spelled otherwise', async () => {
  const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const activity = await file('activity.csv', said, 'P,2026-03-02,working,,,1,');
  const evaluate = async (...rows: string[]) => {
    const truth = await file('truth.csv', header, ...rows);
    const program = await buildProgram(['evaluate']);
    await program.parseAsync(['evaluate', '--truth', truth, '--activity', activity], { from: 'user' });
  };
  await expect(evaluate('Q,2026-03-02,working')).rejects.toMatchObject({ code: 'nothing-common' });
  await evaluate('P,2026-03-02,working', 'Q,2026-03-02,working');
  expect(told.mock.calls.join('')).toContain('does not know count as not told: Q');
});
