import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { liveMs } from '../api/live-power.ts';
import { terms } from '../board/language/terms.ts';
import { palettes } from '../board/look/palette.ts';
import { activityStates, stateNumber } from '../model/activity.ts';
import { findingKinds, findingLevels, levelNumber } from '../model/finding.ts';
import { periodKinds } from '../model/period.ts';
import { RulesConfiguration } from '../rules/configuration.ts';
import { allDashboards, type Mapping } from './generated.ts';

/** The value mappings of a dashboard whose values are these. */
function mappings(language: string, values: readonly string[]): Mapping['options'][] {
  const found: Mapping['options'][] = [];
  for (const { dashboard } of allDashboards().filter((one) => one.language === language)) {
    JSON.stringify(dashboard, (key, value) => {
      if (key !== 'mappings' && key !== 'value') return value;
      const [mapping] = Array.isArray(value) ? (value as Mapping[]) : [];
      if (mapping?.options && Object.keys(mapping.options).sort().join() === [...values].sort().join()) {
        found.push(mapping.options);
      }
      return value;
    });
  }
  return found;
}

test.each(['zh', 'en'] as const)('states have the board’s words and colours (%s)', (language) => {
  const expected = Object.fromEntries(
    activityStates.map((state) => [
      String(stateNumber(state)),
      {
        text: terms[language].state[state],
        color: palettes.dark.state[state],
        index: stateNumber(state),
      },
    ]),
  );
  const found = mappings(language, Object.keys(expected));
  expect(found.length).toBeGreaterThan(3);
  for (const options of found) expect(options).toEqual(expected);
});

test.each(['zh', 'en'] as const)('levels have the board’s words and colours (%s)', (language) => {
  const expected = Object.fromEntries(
    findingLevels.map((level) => [
      String(levelNumber(level)),
      {
        text: terms[language].level[level],
        color: palettes.dark.level[level],
        index: levelNumber(level),
      },
    ]),
  );
  const found = mappings(language, Object.keys(expected));
  expect(found.length).toBeGreaterThan(1);
  for (const options of found) expect(options).toEqual(expected);
});

test.each(['zh', 'en'] as const)('every kind of finding has the board’s word (%s)', (language) => {
  const found = mappings(language, findingKinds);
  expect(found.length).toBeGreaterThan(1);
  for (const options of found) {
    expect(Object.fromEntries(Object.entries(options).map(([kind, { text }]) => [kind, text]))).toEqual(
      terms[language].kind,
    );
  }
});

test('no colour on a dashboard is of our own making: each is one of the board’s', () => {
  const ours = new Set(JSON.stringify(palettes.dark).match(/#[0-9a-f]{6}/g));
  const palette = readFileSync(path.join(import.meta.dirname, 'lib/palette.libsonnet'), 'utf8');
  for (const colour of palette.match(/#[0-9a-f]{6}/g) ?? []) expect(ours).toContain(colour);
  for (const { name, text } of allDashboards()) {
    for (const colour of text.match(/#[0-9a-f]{6}/gi) ?? []) expect(ours, name).toContain(colour);
  }
});

test('every kind of period can be chosen', () => {
  for (const { dashboard } of allDashboards().filter(({ name }) => name.endsWith('standings.json'))) {
    const { query } = dashboard.templating.list.find(({ name }) => name === 'period')!;
    expect(
      query
        .split(',')
        .map((choice) => choice.split(' : ')[1]!.trim())
        .sort(),
    ).toEqual([...periodKinds].sort());
  }
});

test('a figure asks for attention where the rules do', () => {
  const { activity } = RulesConfiguration.parse({});
  const limits = (column: string) =>
    allDashboards().flatMap(({ dashboard }) =>
      dashboard.panels
        .flatMap(({ fieldConfig }) => fieldConfig.overrides ?? [])
        .filter(({ matcher }) => matcher.options === column)
        .flatMap(({ properties }) => properties.filter(({ id }) => id === 'thresholds'))
        .map(({ value }) => (value as { steps: { value: number | null }[] }).steps.map((step) => step.value)),
    );
  expect(limits('measured').length).toBeGreaterThan(0);
  for (const found of limits('measured')) expect(found).toEqual([null, activity.leastMeasuredForVerdict]);
});

test('a meter is live on a dashboard as long as it is for the API', () => {
  const [city] = allDashboards().filter(({ name }) => name === 'en/city.json');
  const power = city!.dashboard.panels.find(({ title }) => title === 'Power now')!;
  expect(power.targets[0]!.query).toContain(`time > now() - ${liveMs / 60_000}m`);
});
