import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { evaluate, findLibrary, generatedDirectory, Missing, readFiles } from './generate.ts';

function libraryHere(): string | null {
  try {
    return findLibrary(process.env);
  } catch (error) {
    if (error instanceof Missing) return null;
    throw error;
  }
}

const library = libraryHere();
const because = library === null ? ' (skipped: jsonnet or grafonnet is not installed here)' : '';

test.skipIf(library === null)(
  `what is committed under generated/ is what the jsonnet makes${because}`,
  { timeout: 300_000 },
  () => {
    expect(evaluate(library!)).toEqual(readFiles(generatedDirectory));
  },
);

test('without jsonnet the command says what to install, and fails', () => {
  const run = () =>
    execFileSync(process.execPath, [path.join(import.meta.dirname, 'generate.ts')], {
      env: { PATH: '/nowhere' },
      stdio: 'pipe',
    });
  expect(run).toThrow(/there is no `jsonnet`: install it/);
});

test('every dashboard is there in both languages', () => {
  const names = [...readFiles(generatedDirectory).keys()];
  const of = (language: string) =>
    names.filter((name) => name.startsWith(`${language}/`)).map((name) => name.slice(language.length + 1));
  expect(of('zh')).toEqual(of('en'));
  expect(of('zh').length).toBeGreaterThan(6);
});
