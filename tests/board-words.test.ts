import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parameterForms } from '../app/parameters/forms.ts';
import { parameterWords } from '../board/desk/rules/parameter-words.ts';
import { figureNames } from '../board/project/figure-names.ts';

const root = path.dirname(import.meta.dirname);

test('every parameter of the rules has its words on the board, in both languages', () => {
  const wordless = parameterForms.filter(({ path }) => parameterWords[path] === undefined);
  expect(wordless.map(({ path }) => path)).toEqual([]);
  const known = new Set(parameterForms.map(({ path }) => path));
  expect(Object.keys(parameterWords).filter((path) => !known.has(path))).toEqual([]);
});

/** The names in a rule's `figures: { … }`: `watchDays: …`, or `watchDays` alone. */
function figuresIn(source: string): string[] {
  return [...source.matchAll(/figures: \{([^}]*)\}/g)].flatMap(([, inside]) =>
    [...inside!.matchAll(/(?:^|[,\n])\s*([a-z]\w*)(?=\s*[:,}]|\s*$)/g)].map(([, name]) => name!),
  );
}

test('every figure that a rule rests on has its name on the board, in both languages', async () => {
  const files = await Array.fromAsync(glob('rules/findings/*.ts', { cwd: root, exclude: ['**/*.test.ts'] }));
  const sources = await Promise.all(files.map((file) => readFile(path.join(root, file), 'utf8')));
  const figures = new Set(sources.flatMap(figuresIn));
  expect(figures.size).toBeGreaterThan(20);
  for (const names of Object.values(figureNames)) {
    expect([...figures].filter((figure) => names[figure] === undefined)).toEqual([]);
  }
});
