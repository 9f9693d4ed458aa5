import { expect, test } from 'vitest';
import { kindOf, periodName, periodOf } from './period.ts';

test.each([
  ['2026-11-15', 'half-month', '2026-11H1'],
  ['2026-11-16', 'half-month', '2026-11H2'],
  ['2026-11-30', 'month', '2026-11'],
  ['2026-11-24', 'week', '2026-W48'],
  ['2026-01-01', 'week', '2026-W01'],
  ['2027-01-01', 'week', '2026-W53'],
  ['2024-12-30', 'week', '2025-W01'],
  ['2026-11-24', 'quarter', '2026-Q4'],
  ['2026-03-31', 'quarter', '2026-Q1'],
  ['2026-11-24', 'year', '2026'],
] as const)('%s lies in the %s %s', (day, kind, period) => {
  expect(periodOf(day, kind)).toBe(period);
  expect(kindOf(period)).toBe(kind);
});

test.each([
  ['2026-11H1', '2026 年 11 月上半月', 'first half of November 2026'],
  ['2026-02', '2026 年 2 月', 'February 2026'],
  ['2026-Q4', '2026 年第 4 季度', 'quarter 4 of 2026'],
  ['2026', '2026 年', '2026'],
  ['2026-W48', '2026 年第 48 周', 'week 48 of 2026'],
])('%s is called %s and %s', (period, zh, en) => {
  expect(periodName(period, 'zh')).toBe(zh);
  expect(periodName(period, 'en')).toBe(en);
});
