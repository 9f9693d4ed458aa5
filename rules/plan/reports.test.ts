import { expect, test } from 'vitest';
import { periodsEndingIn, reportableTo, reportKind, reportVerdict } from './reports.ts';

test.each([
  ['on the last day of grace', '2026-11-20', '2026-12-01', 'in-time'],
  ['a day after it', '2026-11-21', '2026-12-01', 'late'],
  ['not yet, while there is time', null, '2026-11-20', 'waiting'],
  ['not at all', null, '2026-11-21', 'missing'],
])('a report that came %s is %4$s', (_, reportedOn, today, verdict) => {
  expect(reportVerdict('2026-11H1', reportedOn, today, 5)).toBe(verdict);
});

test.each([
  ['as its newest report', ['2026-01', '2026-02H1'], ['2026-01'], 'half-month'],
  ['more often where a month and its half end on one day', ['2026-02', '2026-02H2'], [], 'half-month'],
  ['as its plan, before it has reported', [], ['2026-01'], 'month'],
  ['by half months where nothing says more', [], [], 'half-month'],
])('a project reports %s', (_, reported, planned, kind) => {
  const investments = reported.map((period) => ({ project: 'P1', period, amountWan: 1 }));
  const plans = planned.map((period) => ({ project: 'P1', period, plannedWan: 1 }));
  expect(reportKind({ investments, plans })).toBe(kind);
});

test('who reports by the month owes nothing for a half of it', () => {
  expect(reportableTo('month', '2026-11-15')).toBe('2026-10-31');
  expect(reportableTo('half-month', '2026-11-15')).toBe('2026-11-15');
  expect(periodsEndingIn('month', '2026-11-01', '2026-11-15')).toEqual([]);
  expect(periodsEndingIn('half-month', '2026-10-01', '2026-11-15')).toEqual([
    '2026-10H1',
    '2026-10H2',
    '2026-11H1',
  ]);
});
