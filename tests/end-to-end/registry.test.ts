import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { smallCity } from '../city.ts';
import { liangshai, scratchDirectory, writeCity } from '../liangshai-process.ts';

let scratch: Awaited<ReturnType<typeof scratchDirectory>>;
beforeEach(async () => {
  scratch = await scratchDirectory();
});
afterEach(() => scratch.remove());

test('init writes a configuration and registry files that import as they are', async () => {
  const { directory } = scratch;
  expect((await liangshai(directory, 'init')).code).toBe(0);
  expect(await liangshai(directory, 'import', 'registry')).toMatchObject({ code: 0, stderr: '' });
  expect(await liangshai(directory, 'init')).toMatchObject({
    code: 1,
    stderr: 'liangshai: liangshai.yaml is already there (name an empty directory)\n',
  });
});

test('an import with faults names each with file, line and column, changes nothing and exits 1', async () => {
  const { directory } = scratch;
  const city = smallCity(2);
  await writeCity(directory, { ...city, 'meters.csv': city['meters.csv']!.replace('M2,P2', 'M2,P9') });
  const answer = await liangshai(directory, 'import', 'registry');
  expect(answer).toEqual({
    code: 1,
    stdout: '',
    stderr:
      'liangshai: meters.csv:3 project: "P9" is not among the projects\n' +
      'liangshai: the registry has 1 fault; nothing was changed (mend them and try again)\n',
  });
  expect((await liangshai(directory, 'meters', 'add', 'M1')).stderr).toContain('not in the registry: M1');
});

test('a configuration with faults is refused with their lines and exit 1', async () => {
  const { directory } = scratch;
  await writeFile(path.join(directory, 'liangshai.yaml'), 'http:\n  prot: 1\n');
  expect(await liangshai(directory, 'serve')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('liangshai: liangshai.yaml:2 http.prot: unknown key\n'),
  });
});

test.each([
  ['an unknown command', ['nonsense']],
  ['an unknown option', ['serve', '--nonsense']],
  ['a missing argument', ['import']],
])('%s is wrong usage: exit 2', async (_name, words) => {
  expect((await liangshai(scratch.directory, ...words)).code).toBe(2);
});

test.each([[['--help']], [['serve', '--help']], [['meters', 'add', '--help']]])(
  '%j explains itself and exits 0',
  async (words) => {
    const answer = await liangshai(scratch.directory, ...words);
    expect(answer).toMatchObject({ code: 0, stderr: '' });
    expect(answer.stdout).toMatch(/^Usage: liangshai/);
  },
);
