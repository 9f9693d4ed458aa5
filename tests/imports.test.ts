import { existsSync } from 'node:fs';
import path from 'node:path';
import { cruise, type IForbiddenRuleType } from 'dependency-cruiser';
import { expect, test } from 'vitest';

const root = path.dirname(import.meta.dirname);

/** The table of the design: what each folder may import besides itself and packages. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  model: [],
  registry: ['model', 'store/(readings|records)\\.ts'],
  broker: ['model'],
  ingest: ['model', 'store/(readings|records)\\.ts'],
  store: ['model'],
  rules: ['model'],
  paging: ['model', 'store/(readings|records)\\.ts'],
  api: ['model', 'store/(readings|records)\\.ts', 'registry', 'ingest', 'rules', 'paging'],
  board: ['api/schemas'],
  simulators: ['model'],
};

const ours = [...Object.keys(mayImport), 'app', 'bench', 'tests'];

const rules: IForbiddenRuleType[] = Object.entries(mayImport).map(([folder, allowed]) => ({
  name: `${folder}-imports`,
  severity: 'error',
  from: { path: `^${folder}/`, pathNot: '\\.(test|contract)\\.tsx?$' },
  to: { path: `^(${ours.join('|')})/`, pathNot: [folder, ...allowed].map((part) => `^${part}(/|$)`) },
}));

const circular: IForbiddenRuleType = {
  name: 'no-circle',
  severity: 'error',
  from: {},
  to: { circular: true },
};

test('imports go only the ways that the design’s table allows, and never in a circle', async () => {
  const folders = [...Object.keys(mayImport), 'app'].filter((folder) => existsSync(path.join(root, folder)));
  const { output } = await cruise(folders, {
    baseDir: root,
    parser: 'swc',
    exclude: { path: '(^|/)(node_modules|dist)/' },
    validate: true,
    ruleSet: { forbidden: [...rules, circular] },
    builtInModules: { override: [], add: [] },
  });
  if (typeof output === 'string') throw new Error(output);
  expect(output.summary.totalCruised).toBeGreaterThan(20);
  expect(output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
});
