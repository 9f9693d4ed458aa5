import { expect, test } from 'vitest';
import type { FindingKind } from '../model/finding.ts';
import { chineseCalendar } from '../registry/calendar.ts';
import { readingsOf, wordsOf } from './cases/short-form.ts';
import { siteFacts } from './cases/site.fixture.ts';
import { cityDays, dayNumber } from './city-days.ts';
import { RulesConfiguration } from './configuration.ts';
import { evaluateProject } from './project.ts';

const timeZone = 'Asia/Shanghai';
const days = cityDays(timeZone);
const first = dayNumber('2026-03-02');
const stopped = [readingsOf('M1', wordsOf('(work*6 idle)*4 idle*30'), days.beginOf(first))];
const project = { district: 'haishu', category: 'water', annualPlanWan: 1000, plannedStart: '2026-01-01' };

/** What is open on 2026-04-24, 19 working days into a stop, of a site behind its plan, as `kind/level`. */
function openUnder(
  rules: unknown,
  different: Partial<ReturnType<typeof siteFacts>['project']> = {},
): string[] {
  const facts = siteFacts({
    project: { ...project, ...different },
    investments: [{ period: '2026-03', amountWan: 50 }],
  });
  const city = { timeZone, calendar: chineseCalendar(), rules: RulesConfiguration.parse(rules) };
  const untilMs = days.beginOf(dayNumber('2026-04-25'));
  const { findings } = evaluateProject(city, {
    facts,
    start: null,
    readings: stopped,
    untilMs,
    checkpointsFrom: null,
  });
  const open = findings.filter(({ closed, kind }) => closed === null && kind !== 'slowing');
  return open.map(({ kind, level }) => `${kind}/${level}`).sort();
}

const scoped = (scope: object) => ({ scopes: [{ ...scope, findings: { stalled: { enabled: false } } }] });

test.each<[string, unknown, string[]]>([
  ['the defaults', {}, ['behind-plan/red', 'stalled/red']],
  ['stalled switched off', { findings: { stalled: { enabled: false } } }, ['behind-plan/red']],
  [
    'all that holds switched off',
    { findings: { stalled: { enabled: false }, 'behind-plan': { enabled: false } } },
    [],
  ],
  ['red after 20 days', { findings: { stalled: { redDays: 20 } } }, ['behind-plan/red', 'stalled/yellow']],
  [
    'yellow after 20 days',
    { findings: { stalled: { yellowDays: 20, redDays: 40 } } },
    ['behind-plan/red', 'stalled/watch'],
  ],
  [
    'a limit that is kept',
    { findings: { 'behind-plan': { redBelow: 0.1, yellowBelow: 0.12 } } },
    ['stalled/red'],
  ],
  ['a scope of its district', scoped({ districts: ['haishu'] }), ['behind-plan/red']],
  ['a scope of its category', scoped({ categories: ['water'] }), ['behind-plan/red']],
  ['a scope of itself', scoped({ projects: ['P1'] }), ['behind-plan/red']],
  ['a scope of another district', scoped({ districts: ['ninghai'] }), ['behind-plan/red', 'stalled/red']],
  ['a scope of another category', scoped({ categories: ['road'] }), ['behind-plan/red', 'stalled/red']],
  ['a scope of another project', scoped({ projects: ['P2'] }), ['behind-plan/red', 'stalled/red']],
  [
    'a scope that fits in part',
    scoped({ districts: ['haishu'], categories: ['road'] }),
    ['behind-plan/red', 'stalled/red'],
  ],
  [
    'a scope that switches on again',
    {
      findings: { stalled: { enabled: false } },
      scopes: [{ projects: ['P1'], findings: { stalled: { enabled: true } } }],
    },
    ['behind-plan/red', 'stalled/red'],
  ],
])('under %s the rules say so', (_, rules, expected) => {
  expect(openUnder(rules)).toEqual(expected);
});

const kinds = Object.keys(RulesConfiguration.parse({}).findings) as FindingKind[];

test.each(kinds)('%s can be switched off, and refuses what it does not know, with its place', (kind) => {
  expect(RulesConfiguration.parse({ findings: { [kind]: { enabled: false } } }).findings[kind].enabled).toBe(
    false,
  );
  const placeOf = (rules: unknown) =>
    RulesConfiguration.safeParse(rules).error!.issues.map(({ path }) => path.join('.'));
  expect(placeOf({ findings: { [kind]: { enabled: 'no' } } })).toEqual([`findings.${kind}.enabled`]);
  expect(placeOf({ findings: { [kind]: { unheardOf: 1 } } })).toEqual([`findings.${kind}`]);
  expect(placeOf({ scopes: [{ findings: { [kind]: { unheardOf: 1 } } }] })).toEqual([
    `scopes.0.findings.${kind}`,
  ]);
});

test('every wrong parameter is named at once, each with its place', () => {
  const rules = {
    activity: { aboveFloor: { stopped: 0.5, working: 0.3 }, baselineDays: 3 },
    findings: { stalled: { yellowDays: -1 }, 'late-start': { redDays: 'soon' } },
    scopes: [{ districts: 'haishu', findings: {} }],
  };
  const places = RulesConfiguration.safeParse(rules).error!.issues.map(({ path }) => path.join('.'));
  expect(places.sort()).toEqual([
    'activity.aboveFloor.stopped',
    'activity.baselineDays',
    'findings.late-start.redDays',
    'findings.stalled.yellowDays',
    'scopes.0.districts',
  ]);
});
