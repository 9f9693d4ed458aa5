import { expect, test } from 'vitest';
import type { ProjectItem } from '../../api/schemas/project.ts';
import { siteAlarm } from './site-alarm.ts';

type Finding = ProjectItem['findings'][number];

function finding(kind: Finding['kind'], level: Finding['level']): Finding {
  return { id: kind, kind, level, since: '2026-11-02', days: 3 };
}

test.each<[string, Finding[], Finding['level'] | undefined]>([
  ['a site without findings has no ring', [], undefined],
  ['a stop shows its level', [finding('stalled', 'yellow')], 'yellow'],
  ['money behind plan alone draws no ring around a working site', [finding('behind-plan', 'red')], undefined],
  ['nor does a silent meter', [finding('meter-silent', 'red')], undefined],
  ['a stop is seen behind them', [finding('behind-plan', 'red'), finding('stalled', 'watch')], 'watch'],
])('%s', (_promise, findings, level) => {
  expect(siteAlarm({ findings })).toBe(level);
});
