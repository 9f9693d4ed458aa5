import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { buildProgram } from '../program.ts';

const said: string[] = [];
beforeEach(() => {
  said.length = 0;
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      said.push(String(text));
      return true;
    });
  }
});

/** Runs `liangshai simulate` with some words; what it said. */
async function simulate(...words: string[]): Promise<string> {
  const program = await buildProgram(['simulate']);
  await program.parseAsync(['simulate', ...words], { from: 'user' });
  return said.join('');
}

test.each([
  ['', 'say where to'],
  ['--export /tmp/x --broker mqtt://127.0.0.1', 'give one or the other'],
  ['--broker mqtt://127.0.0.1 --until 2026-11-23', '--until belongs to'],
  ['--broker mqtt://127.0.0.1 --report-as admin', '--report-as wants'],
  ['--broker mqtt://127.0.0.1 --since 2026-11-23T00:00:00Z', '--since wants'],
  ['--http http://127.0.0.1:8080', 'say from when'],
  ['--broker nonsense', 'mqtt://127.0.0.1:1883 is needed'],
  ['--http mqtt://127.0.0.1', 'http://127.0.0.1:8080 is needed'],
  ['--projects 0', '1 or more'],
  ['--days two', 'a whole number'],
  ['--speed 0', 'a number above 0'],
  ['--seed 1.5', 'a whole number'],
  ['--start-day 2026-02-30', 'YYYY-MM-DD'],
  ['--stall-share 0.9', 'from 0 to 0.5'],
  ['--stall-causes funding,fun', 'no cause is called fun'],
])('simulate %s is a wrong usage and is told what is needed', async (words, answer) => {
  const wrong = simulate(...words.split(' ').filter((word) => word !== ''));
  await expect(wrong).rejects.toMatchObject({ code: expect.stringContaining('commander.'), exitCode: 1 });
  expect(said.join('')).toContain(answer);
});

test('files go where they are wanted, the truth apart, and the rate is told at the end', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'liangshai-simulate-'));
  const truth = path.join(directory, 'truth.csv');
  const words = `--seed 3 --projects 2 --days 3 --until 2026-10-10 --with none --export ${directory} --truth ${truth}`;
  expect(await simulate(...words.split(' '))).toMatch(/^[\d,]+ readings in \d+\.\d s, [\d,]+ a second\n$/);
  const rows = (await readFile(truth, 'utf8')).trimEnd().split('\n');
  expect(rows.slice(1).map((row) => row.split(',').slice(0, 2).join(' '))).toEqual(
    ['P0001', 'P0002'].flatMap((id) => ['08', '09', '10'].map((day) => `${id} 2026-10-${day}`)),
  );
});

test.each([
  ['--export', 'export-unwritable'],
  ['--truth', 'truth-unwritable'],
])('%s into what is no directory is refused in words', async (option, code) => {
  const file = path.join(import.meta.dirname, 'simulate.ts', 'inside');
  await expect(simulate('--projects', '1', '--days', '1', option, file)).rejects.toMatchObject({ code });
});
