import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { channelKinds } from './channels/list.ts';
import { PagingConfiguration } from './configuration.ts';

const page = readFileSync(path.join(import.meta.dirname, '../docs/paging.md'), 'utf8');

test('the example of the page about paging is a configuration, with every kind of channel', () => {
  const [, example] = /```yaml\n([\s\S]*?)```/.exec(page)!;
  const { paging } = parse(example!) as { paging: unknown };
  const { channels } = PagingConfiguration.parse(paging);
  expect(Object.values(channels).map(({ type }) => type)).toEqual(Object.keys(channelKinds));
});

test('what the page says of defaults is so', () => {
  const { explainWorkdays, repeatHours, keepDays, groupMinutes, storm } = PagingConfiguration.parse({});
  expect({ explainWorkdays, repeatHours, keepDays, groupMinutes, storm }).toMatchObject({
    explainWorkdays: 3,
    repeatHours: 72,
    keepDays: 400,
    groupMinutes: 5,
    storm: { districtShare: 0.3, cityShare: 0.15 },
  });
});
