import { expect, test } from 'vitest';
import type { ScorePartName } from '../../model/standing.ts';
import { days, inputsOf, project, rules } from './inputs.fixture.ts';
import type { StandingsInputs } from './inputs.ts';
import { standingsOf } from './standings.ts';

/** A part of the score of project P, by the middle of March: 74 of 365 days have passed. */
function partOf(part: ScorePartName, different: Partial<StandingsInputs>) {
  const inputs = inputsOf({ projects: [project('P', 'a', { annualPlanWan: 3650 })], ...different });
  const row = standingsOf('project', inputs, rules).find(({ subject }) => subject === 'P');
  return row!.parts.find((one) => one.part === part)!;
}

const of = (period: string, amountWan: number) => ({ project: 'P', period, amountWan });
const upTo = (amountWan: number) => ({ investments: [of('2026-03H1', amountWan)] });

test.each([
  ['half of what was due brings half of the points', upTo(370), 40],
  ['just as planned brings 80', upTo(740), 80],
  ['15 % more brings half of what is left', upTo(740 * 1.15), 90],
  ['more than 1.3 times what was due brings no more than that', upTo(5000), 100],
  ['nothing reported at all is not known', { investments: [] }, null],
  [
    'who reports by the month is held against the last full month',
    { investments: [of('2026-01', 310), of('2026-02', 280)] },
    80,
  ],
  ['a report that is missing is held against it', { investments: [of('2026-02H2', 590)] }, 63.8],
  [
    'one that can still come in time is not',
    { investments: [of('2026-02H2', 590)], asOfMs: Date.parse('2026-03-16T12:00+08:00') },
    80,
  ],
  [
    'the own plan curve goes before the straight line',
    {
      ...upTo(100),
      plans: [
        { project: 'P', period: '2026-03H1', plannedWan: 100 },
        { project: 'P', period: '2026-12', plannedWan: 3550 },
      ],
    },
    80,
  ],
  [
    'the plan of an approved stop is not asked for',
    {
      ...upTo(370),
      suspensions: [{ project: 'P', from: '2026-01-01', to: '2026-02-06', reason: '考古', document: null }],
    },
    80,
  ],
  [
    'nor that of days that wait for the decision on an explanation',
    { ...upTo(370), waiting: [{ project: 'P', from: '2026-01-01', to: '2026-02-06' }] },
    80,
  ],
])('investment: %s', (_, different, score) => {
  expect(partOf('investment', different).score).toBe(score);
});

const reached = (planned: string, actual: string | null) => ({
  milestones: [{ project: 'P', name: '主体结顶', planned, actual }],
});

test.each([
  ['on the day brings 80', reached('2026-03-01', '2026-03-01'), 80],
  ['15 days ahead brings 90', reached('2026-03-16', '2026-03-01'), 90],
  ['two months ahead brings 100', reached('2026-05-01', '2026-03-01'), 100],
  ['45 days behind brings half', reached('2026-01-10', '2026-02-24'), 40],
  ['due and not reached counts as late as it is by now', reached('2026-01-29', null), 40],
  ['not due and not reached is nothing', reached('2026-06-01', null), null],
  ['reached in an earlier year is nothing', reached('2025-06-01', '2025-07-01'), null],
  ['reached after the judged day counts as open', reached('2026-03-15', '2026-03-18'), 80],
  [
    'an approved stop moves what comes after it',
    {
      ...reached('2026-01-10', '2026-02-24'),
      suspensions: [{ project: 'P', from: '2026-01-01', to: '2026-02-28', reason: '考古', document: null }],
    },
    80,
  ],
])('milestones: %s', (_, different, score) => {
  expect(partOf('milestones', different).score).toBe(score);
});

test('a preliminary project whose start is overdue loses points without any milestone of its own', () => {
  const late = project('P', 'a', { stage: 'preliminary', plannedStart: '2026-01-29' });
  expect(partOf('milestones', { projects: [late] })).toMatchObject({
    score: 40,
    inputs: { overdue: 1, starts: 1 },
  });
});

test('after completion the production meters tell how soon it takes effect', () => {
  const done = {
    projects: [project('P', 'a', { stage: 'production' })],
    milestones: [{ project: 'P', name: '投产验收', planned: '2026-01-15', actual: '2026-01-15' }],
  };
  const drawing = (energyKwh: number, from: string, count: number) =>
    Array.from({ length: count }, (_, i) => ({
      project: 'P',
      date: Temporal.PlainDate.from(from).add({ days: i }).toString(),
      energyKwh,
      capacityKva: 1000,
    }));
  const trial = drawing(4000, '2026-01-20', 3);
  expect(partOf('milestones', { ...done, production: trial }).inputs).toMatchObject({ inEffect: 0 });
  const runs = [...trial, ...drawing(500, '2026-01-23', 12), ...drawing(4000, '2026-02-04', 10)];
  expect(partOf('milestones', { ...done, production: runs }).inputs).toMatchObject({
    milestones: 2,
    early: 1,
    inEffect: 1,
    daysToEffect: 20,
  });
});

test('electricity: days that wait for a decision count neither way, and what was measured stands beside', () => {
  const text = 'WWWWiiiii?';
  expect(partOf('electricity', { days: days('P', text) })).toMatchObject({ score: 44.4, quality: 0.9 });
  const waiting = [{ project: 'P', from: '2026-03-05', to: '2026-03-09' }];
  expect(partOf('electricity', { days: days('P', text), waiting })).toMatchObject({
    score: 100,
    quality: 0.8,
    inputs: { workedDays: 4, knownDays: 4, unknownDays: 1, excusedDays: 5, measuredShare: 1 },
  });
});

test.each([
  ['two of three in time', { asked: 3, inTime: 2 }, 66.7],
  ['nothing asked', { asked: 0, inTime: 0 }, null],
])('answers: %s', (_, counts, score) => {
  expect(partOf('answers', { answers: [{ project: 'P', ...counts }] }).score).toBe(score);
});
