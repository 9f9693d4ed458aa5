import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { chineseCalendar } from '../../registry/calendar.ts';
import { cityDays, dayNumber } from '../city-days.ts';
import { RulesConfiguration } from '../configuration.ts';
import type { ProjectFacts } from '../evaluate.ts';
import { evaluateProject } from '../project.ts';
import { readingsOf, wordsOf } from './short-form.ts';
import { siteFacts } from './site.fixture.ts';

interface Case {
  name: string;
  from: string;
  days: string;
  project?: Partial<ProjectFacts['project']>;
  suspensions?: { from: string; to: string | null; reason: string }[];
  investments?: { period: string; amountWan: number }[];
  rules?: unknown;
  expect: Record<string, { state?: string; findings?: string[] }>;
}

const timeZone = 'Asia/Shanghai';
const days = cityDays(timeZone);
const cases = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.yaml'))
  .map(
    (name) => parse(readFileSync(path.join(import.meta.dirname, name), 'utf8'), { schema: 'core' }) as Case,
  );

test.each(cases.map((one) => [one.name, one] as const))('%s', (_, one) => {
  const first = dayNumber(one.from);
  const words = wordsOf(one.days);
  const facts = siteFacts(one);
  const readings = [readingsOf('M1', words, days.beginOf(first))];
  const city = { timeZone, calendar: chineseCalendar(), rules: RulesConfiguration.parse(one.rules ?? {}) };
  for (const [date, expected] of Object.entries(one.expect)) {
    const untilMs = days.beginOf(dayNumber(date) + 1);
    const answer = evaluateProject(city, { facts, start: null, readings, untilMs, checkpointsFrom: null });
    const open = answer.findings
      .filter(({ closed }) => closed === null)
      .map(({ kind, level }) => `${kind}/${level}`);
    const said = {
      state: answer.days.at(-1)!.state,
      findings: open.filter((finding) => !finding.startsWith('slowing')).sort(),
    };
    const wanted = { ...said, ...expected };
    expect({ date, ...said }).toEqual({ date, ...wanted, findings: wanted.findings.toSorted() });
  }
});
