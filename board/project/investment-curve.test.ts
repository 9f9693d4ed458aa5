import { expect, test } from 'vitest';
import type { RecordEntry } from '../../api/schemas/record.ts';
import { investedCurve, plannedBy } from './investment-curve.ts';

const report = (day: string, amountWan: number) =>
  ({ kind: 'investment', day, figures: { period: day.slice(0, 7), amountWan } }) as unknown as RecordEntry;

test('the reports of a year add up to the cent, in the order of their days', () => {
  const entries = [report('2026-02-28', 0.2), report('2026-01-31', 0.1), report('2025-12-31', 99)];
  expect(investedCurve(entries, '2026')).toEqual([
    { day: '2026-01-01', totalWan: 0 },
    { day: '2026-01-31', totalWan: 0.1 },
    { day: '2026-02-28', totalWan: 0.3 },
  ]);
});

test('a correction takes the place of what it corrects, on the day of the first report', () => {
  const corrected = { ...report('2026-11-24', 0.5), atMs: 5, figures: { period: '2026-01', amountWan: 0.5 } };
  expect(investedCurve([corrected, report('2026-01-31', 0.1)], '2026')).toEqual([
    { day: '2026-01-01', totalWan: 0 },
    { day: '2026-01-31', totalWan: 0.5 },
  ]);
});

test('a year without a report is a year with nothing', () => {
  expect(investedCurve([], '2026')).toEqual([{ day: '2026-01-01', totalWan: 0 }]);
});

test.each([
  ['2026-01-01', 0],
  ['2026-02-15', 50.56],
  ['2026-03-31', 100],
  ['2027-01-01', null],
])('by %s the plan asks for %s', (day, totalWan) => {
  const points = [
    { day: '2026-01-01', totalWan: 0 },
    { day: '2026-03-31', totalWan: 100 },
  ];
  const planned = plannedBy({ own: true, points }, day);
  if (totalWan === null) expect(planned).toBeNull();
  else expect(planned).toBeCloseTo(totalWan, 2);
});
