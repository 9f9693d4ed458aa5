import { expect, test } from 'vitest';
import { periodAfter, periodBefore, periodDays, periodOf, periodsOf, ReportPeriod } from './period.ts';

test.each([
  ['2026-11H1', '2026-11-01', '2026-11-15'],
  ['2026-11H2', '2026-11-16', '2026-11-30'],
  ['2024-02H2', '2024-02-16', '2024-02-29'],
  ['2026-02', '2026-02-01', '2026-02-28'],
  ['2026-W48', '2026-11-23', '2026-11-29'],
  ['2026-W01', '2025-12-29', '2026-01-04'],
  ['2020-W53', '2020-12-28', '2021-01-03'],
  ['2026-Q1', '2026-01-01', '2026-03-31'],
  ['2026-Q4', '2026-10-01', '2026-12-31'],
  ['2026', '2026-01-01', '2026-12-31'],
])('%s runs from %s to %s', (text, first, last) => {
  const days = periodDays(text)!;
  expect([days.first.toString(), days.last.toString()]).toEqual([first, last]);
  expect(periodOf(days.first, days.kind)).toBe(text);
  expect(periodOf(days.last, days.kind)).toBe(text);
});

test.each(['2026-13', '2026-11H3', '2025-W53', '2026-W00', '2026-Q5', '26', '2026-11-01', ''])(
  '%j is no period',
  (text) => {
    expect(periodDays(text)).toBeNull();
  },
);

test.each([
  ['2026-11H2', '2026-11H1'],
  ['2026-01H1', '2025-12H2'],
  ['2026-01', '2025-12'],
  ['2026-W01', '2025-W52'],
  ['2026-Q1', '2025-Q4'],
  ['2026', '2025'],
])('before %s comes %s', (period, before) => {
  expect(periodBefore(period)).toBe(before);
  expect(periodAfter(before)).toBe(period);
});

test.each(['2026-Q4', '2026'])(
  'nobody reports money for %s: it is too long to tell late from in time',
  (period) => {
    expect(ReportPeriod.safeParse(period).success).toBe(false);
  },
);

test.each([
  ['week', 52, '2026-W01', '2026-W53'],
  ['half-month', 24, '2026-01H1', '2026-12H2'],
  ['month', 12, '2026-01', '2026-12'],
  ['quarter', 4, '2026-Q1', '2026-Q4'],
  ['year', 1, '2026', '2026'],
] as const)('a year has its periods of the kind %s, one after the other', (kind, least, first, last) => {
  const periods = periodsOf(2026, kind);
  expect([periods.length >= least, periods[0], periods.at(-1)]).toEqual([true, first, last]);
});
