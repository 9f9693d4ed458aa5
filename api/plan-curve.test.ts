import { expect, test } from 'vitest';
import { yearPlan } from '../rules/plan/curve.ts';
import { planCurve } from './plan-curve.ts';

const of = (period: string, plannedWan: number) => ({ project: 'P1', period, plannedWan });

test.each([
  ['the straight line from nothing to the plan', 1200, [], ['01-01 0', '12-31 1200']],
  [
    'the own curve, level where nothing is planned, its shape at the size of the annual plan',
    1000,
    [of('2026-03', 10), of('2026-04', 10), of('2026-10', 20)],
    ['01-01 0', '02-28 0', '03-31 250', '04-30 500', '09-30 500', '10-31 1000', '12-31 1000'],
  ],
  ['a plan for the whole year ends with it', null, [of('2026-12', 40)], ['01-01 0', '11-30 0', '12-31 40']],
])('%s', (_, annualPlanWan, plans, expected) => {
  const { points } = planCurve(yearPlan(annualPlanWan, plans, 2026)!);
  expect(points.map(({ day, totalWan }) => `${day.slice(5)} ${totalWan}`)).toEqual(expected);
});
