import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const board = import.meta.dirname;
const imported = /^import\s+(type\s)?[^;]*?from '(\.[^']+)'/gm;

test('the board takes types from the API’s schemas and nothing else from the service', () => {
  const sources = globSync('**/*.{ts,tsx}', { cwd: board, exclude: ['dist/**'] }).filter(
    (file) => !file.endsWith('.test.ts'),
  );
  expect(sources.length).toBeGreaterThan(40);
  const wrong = sources.flatMap((file) =>
    [...readFileSync(path.join(board, file), 'utf8').matchAll(imported)]
      .filter(([, type, target]) => {
        const at = path.relative(path.dirname(board), path.resolve(board, path.dirname(file), target!));
        return !at.startsWith('board/') && !(type !== undefined && at.startsWith('api/schemas/'));
      })
      .map(([line]) => `${file}: ${line}`),
  );
  expect(wrong).toEqual([]);
});
