import { expect, test } from 'vitest';
import { pausesOf } from './pauses.ts';
import { planProgress } from './progress.ts';

const of = (period: string, amountWan: number) => ({ project: 'P1', period, amountWan });

test.each([
  ['on the straight line', [of('2026-01', 100)], 1217, '2026-01-30', 'green'],
  ['at less than 0.8 of it', [of('2026-01', 70)], 1217, '2026-01-30', 'yellow'],
  ['at less than 0.6 of it', [of('2026-01', 50)], 1217, '2026-01-30', 'red'],
  ['without a plan', [of('2026-01', 50)], null, '2026-01-30', null],
  ['without any report', [], 1217, '2026-01-30', null],
])('a project %s has the light %5$s', (_, investments, annualPlanWan, asOf, light) => {
  expect(planProgress({ annualPlanWan }, { investments, plans: [] }, asOf).light).toBe(light);
});

test('a month that is reported whole and in halves counts once', () => {
  const rows = [of('2026-01H1', 40.1), of('2026-01H2', 20.2), of('2026-01', 60.3), of('2026-02H1', 0.7)];
  expect(
    planProgress({ annualPlanWan: 1000 }, { investments: rows, plans: [] }, '2026-06-30').investedWan,
  ).toBe(61);
});

test('other years and periods that have not begun are not looked at', () => {
  const rows = [of('2025-12', 500), of('2026-03H1', 1), of('2026-03H2', 10)];
  expect(
    planProgress({ annualPlanWan: 1000 }, { investments: rows, plans: [] }, '2026-03-15').investedWan,
  ).toBe(1);
});

const curve = (period: string, plannedWan: number) => ({ project: 'P1', period, plannedWan });

test.each([
  ['the straight line asks for half by the middle of the year', [], '2026-07-02', 183 / 365, false],
  ['the own curve goes before it', [curve('2026-01', 10), curve('2026-07', 30)], '2026-06-30', 0.25, true],
  ['a running period of the curve counts by its days', [curve('2026-06', 40)], '2026-06-15', 0.5, true],
  ['a withdrawn period of the curve asks for nothing', [curve('2026-01', 0)], '2026-12-31', 1, false],
])('%s', (_, plans, asOf, share, ownCurve) => {
  const progress = planProgress({ annualPlanWan: 1000 }, { investments: [], plans }, asOf);
  expect(progress.dueWan).toBeCloseTo(1000 * share, 6);
  expect(progress.ownCurve).toBe(ownCurve);
});

test('a project on its own curve is green where the straight line would call it red', () => {
  const money = { investments: [of('2026-06', 100)], plans: [curve('2026-06', 100), curve('2026-11', 900)] };
  expect(planProgress({ annualPlanWan: 1000 }, money, '2026-06-30').light).toBe('green');
  expect(planProgress({ annualPlanWan: 1000 }, { ...money, plans: [] }, '2026-06-30').light).toBe('red');
});

test('what is planned for paused days is not asked for', () => {
  const pauses = pausesOf(
    [{ project: 'P1', from: '2026-01-01', to: '2026-01-31', reason: '考古', document: null }],
    [{ project: 'P1', from: '2026-01-20', to: '2026-02-28' }],
  );
  const progress = planProgress({ annualPlanWan: 365 }, { investments: [], plans: [] }, '2026-03-31', {
    pauses,
  });
  expect(progress.dueWan).toBeCloseTo(31, 6);
});
