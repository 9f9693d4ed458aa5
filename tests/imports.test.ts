import { existsSync } from 'node:fs';
import path from 'node:path';
import { cruise, type IForbiddenRuleType } from 'dependency-cruiser';
import { expect, test } from 'vitest';

const root = path.dirname(import.meta.dirname);

/** The table of the design: what each folder may import besides itself and packages; `board/` has its own test. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  model: [],
  registry: ['model', 'store/(readings|records|pages|closings)\\.ts'],
  broker: ['model'],
  ingest: ['model', 'store/(readings|records|pages|closings)\\.ts'],
  store: ['model'],
  rules: ['model'],
  paging: ['model', 'store/(readings|records|pages|closings)\\.ts'],
  api: ['model', 'store/(readings|records|pages|closings)\\.ts', 'registry', 'ingest', 'rules', 'paging'],
  simulators: ['model'],
};

const ours = [...Object.keys(mayImport), 'board', 'app', 'bench', 'tests'];

const rules: IForbiddenRuleType[] = Object.entries(mayImport).map(([folder, allowed]) => ({
  name: `${folder}-imports`,
  severity: 'error',
  from: { path: `^${folder}/`, pathNot: '\\.(test|contract|fixture)\\.tsx?$' },
  to: { path: `^(${ours.join('|')})/`, pathNot: [folder, ...allowed].map((part) => `^${part}(/|$)`) },
}));

test('imports go only the ways that the design’s table allows', async () => {
  const folders = [...Object.keys(mayImport), 'app'].filter((folder) => existsSync(path.join(root, folder)));
  const { output } = await cruise(folders, {
    baseDir: root,
    parser: 'swc',
    exclude: { path: '(^|/)(node_modules|dist)/' },
    validate: true,
    ruleSet: { forbidden: rules },
    builtInModules: { override: [], add: [] },
  });
  if (typeof output === 'string') throw new Error(output);
  expect(output.summary.totalCruised).toBeGreaterThan(20);
  expect(output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
});
