import { expect, test } from 'vitest';
import { planProgress } from './plan.ts';

const of = (period: string, amountWan: number) => ({ project: 'P1', period, amountWan });

test.each([
  ['on the straight line', [of('2026-01', 100)], 1217, '2026-01-30', 'green'],
  ['at less than 0.8 of it', [of('2026-01', 70)], 1217, '2026-01-30', 'yellow'],
  ['at less than 0.6 of it', [of('2026-01', 50)], 1217, '2026-01-30', 'red'],
  ['without a plan', [of('2026-01', 50)], null, '2026-01-30', null],
  ['without any report', [], 1217, '2026-01-30', null],
])('a project %s has the light %5$s', (_, investments, annualPlanWan, asOf, light) => {
  expect(planProgress({ annualPlanWan }, investments, asOf).light).toBe(light);
});

test('a month that is reported whole and in halves counts once', () => {
  const rows = [of('2026-01H1', 40.1), of('2026-01H2', 20.2), of('2026-01', 60.3), of('2026-02H1', 0.7)];
  expect(planProgress({ annualPlanWan: 1000 }, rows, '2026-06-30').investedWan).toBe(61);
});

test('other years and periods that have not begun are not looked at', () => {
  const rows = [of('2025-12', 500), of('2026-03H1', 1), of('2026-03H2', 10)];
  expect(planProgress({ annualPlanWan: 1000 }, rows, '2026-03-15').investedWan).toBe(1);
});
