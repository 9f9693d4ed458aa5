import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allDashboards } from './generated.ts';

const root = path.dirname(import.meta.dirname);
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'liangshai-grafana-types-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** What the TypeScript compiler says of these values as dashboards; a literal, so that unknown keys are faults too. */
function faultsOf(values: ReadonlyMap<string, string>): string[] {
  const fixture = path.join(import.meta.dirname, 'grafana-types.fixture.ts');
  for (const [name, text] of values) {
    writeFileSync(
      path.join(directory, `${name}.ts`),
      `import type { Dashboard } from ${JSON.stringify(fixture)};\nexport const dashboard: Dashboard = ${text};\n`,
    );
  }
  const options = { ...compilerOptions, typeRoots: [] as string[] };
  const files = [...values.keys()].map((name) => `${name}.ts`);
  writeFileSync(path.join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files }));
  const { stdout } = spawnSync(
    process.execPath,
    [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', directory],
    {
      encoding: 'utf8',
    },
  );
  return stdout.split('\n').filter(Boolean);
}

const compilerOptions = {
  target: 'esnext',
  module: 'nodenext',
  lib: ['esnext', 'dom'],
  types: [],
  noEmit: true,
  strict: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
};

test('Grafana’s own types accept every dashboard', () => {
  const values = new Map(allDashboards().map(({ name, text }) => [name.replaceAll(/\W/g, '-'), text]));
  expect(faultsOf(values)).toEqual([]);
});

test('what Grafana would not take is a fault, so the check above means something', () => {
  const { dashboard } = allDashboards()[0]!;
  const stat = dashboard.panels.find(({ type }) => type === 'stat')!;
  const faulty = (change: object) => JSON.stringify({ ...dashboard, panels: [{ ...stat, ...change }] });
  const faults = faultsOf(
    new Map([
      ['unknown-option', faulty({ options: { reduceOptions: { calc: ['last'] } } })],
      ['no-such-word', faulty({ options: { graphMode: 'areas' } })],
      ['source-by-name', faulty({ datasource: { type: 'influxdb', uid: 'P951FEA4DE68E13C5' } })],
    ]),
  ).join('\n');
  expect(faults).toMatch(/unknown-option\.ts.*calc.* does not exist/);
  expect(faults).toMatch(/no-such-word\.ts.*"areas"' is not assignable/);
  expect(faults).toMatch(/source-by-name\.ts.*P951FEA4DE68E13C5/);
});
