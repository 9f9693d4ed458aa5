import { expect, test } from 'vitest';
import { periodBefore, periodDays, periodOf } from './period.ts';

test.each([
  ['2026-11H1', '2026-11-01', '2026-11-15'],
  ['2026-11H2', '2026-11-16', '2026-11-30'],
  ['2024-02H2', '2024-02-16', '2024-02-29'],
  ['2026-02', '2026-02-01', '2026-02-28'],
  ['2026-W48', '2026-11-23', '2026-11-29'],
  ['2026-W01', '2025-12-29', '2026-01-04'],
  ['2020-W53', '2020-12-28', '2021-01-03'],
])('%s runs from %s to %s', (text, first, last) => {
  const days = periodDays(text)!;
  expect([days.first.toString(), days.last.toString()]).toEqual([first, last]);
  expect(periodOf(days.first, days.kind)).toBe(text);
  expect(periodOf(days.last, days.kind)).toBe(text);
});

test.each(['2026-13', '2026-11H3', '2025-W53', '2026-W00', '2026', '2026-11-01', ''])(
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
])('before %s comes %s', (period, before) => {
  expect(periodBefore(period)).toBe(before);
});
