import { expect, test } from 'vitest';
import type { ActivityState } from '../../model/activity.ts';
import { chineseCalendar } from '../../registry/calendar.ts';
import { dayNumber, dayText } from '../../rules/city-days.ts';
import type { SaidDay, SaidFinding, TruthDay } from './evaluate-files.ts';
import { scoreStalls } from './evaluate-score.ts';

/** Days in a row of one project: truth, and what was said of their excuse and measured share. */
function span(from: string, count: number, { stall = '', excused = false, measured = 1 } = {}) {
  const state: ActivityState = stall === '' ? 'working' : 'idle';
  return Array.from({ length: count }, (_, n): TruthDay & SaidDay => {
    return { project: 'P1', date: dayText(dayNumber(from) + n), state, stall, excused, measured };
  });
}

const finding = (since: string, yellowOn: string, closed: string | null = null): SaidFinding => {
  return { project: 'P1', kind: 'stalled', level: 'yellow', since, opened: since, closed, yellowOn };
};

function score(days: (TruthDay & SaidDay)[], findings: SaidFinding[] = []) {
  const { stalls, found, right, wrong, missed, delayMedian } = scoreStalls(
    days,
    days,
    findings,
    chineseCalendar(),
  );
  return { stalls, found, right, wrong: wrong.length, missed: missed.length, delayMedian };
}

const stalled = { stall: 'stalled' };
const working = span('2026-06-01', 7);

test.each<[string, (TruthDay & SaidDay)[], number]>([
  ['six working days', span('2026-06-08', 8, stalled), 0],
  ['seven', span('2026-06-08', 9, stalled), 1],
  ['seven that an order excuses', span('2026-06-08', 9, { ...stalled, excused: true }), 0],
  ['seven that nobody measured', span('2026-06-08', 9, { ...stalled, measured: 0.2 }), 0],
  [
    'seven and a day of the span after them',
    [...span('2026-06-08', 9, stalled), ...span('2026-06-17', 1)],
    1,
  ],
])('a stall of %s can be known of as often', (_, days, stalls) => {
  expect(score([...working, ...days])).toMatchObject({ stalls, missed: stalls });
});

const notResumed = { stall: 'not-resumed' };

test.each<[string, (TruthDay & SaidDay)[], number]>([
  ['is known of at once', [...span('2026-02-20', 12, {}), ...span('2026-03-04', 3, notResumed)], 1],
  [
    'is not while an order stands',
    [...span('2026-02-20', 12, {}), ...span('2026-03-04', 3, { ...notResumed, excused: true })],
    0,
  ],
  ['is not where the data begin with it', span('2026-03-04', 3, notResumed), 0],
])('a site that has not resumed %s', (_, days, stalls) => {
  expect(score(days).stalls).toBe(stalls);
});

test('a finding is right where it overlaps a stall, wrong elsewhere, and as late as it turned yellow', () => {
  const days = [...working, ...span('2026-06-08', 14, stalled), ...span('2026-06-22', 14)];
  const findings = [finding('2026-06-09', '2026-06-18', '2026-06-22'), finding('2026-06-25', '2026-07-03')];
  expect(score(days, findings)).toEqual({
    stalls: 1,
    found: 1,
    right: 1,
    wrong: 1,
    missed: 0,
    delayMedian: 2,
  });
});

test('a finding over days of which nothing is known is neither right nor wrong', () => {
  const days = span('2026-06-08', 14);
  const truth = days.map((day) => ({ ...day, state: null }));
  const findings = [finding('2026-06-10', '2026-06-17')];
  expect(scoreStalls(truth, days, findings, chineseCalendar())).toMatchObject({ findings: 0, wrong: [] });
  expect(score(days, findings)).toMatchObject({ right: 0, wrong: 1 });
});
