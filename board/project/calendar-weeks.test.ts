import { expect, test } from 'vitest';
import { calendarWeeks, stepped } from './calendar-weeks.ts';

test('the calendar is whole weeks around the days', () => {
  const weeks = calendarWeeks('2026-10-29', '2026-11-24');
  expect(weeks.map(({ monday }) => monday)).toEqual([
    '2026-10-26',
    '2026-11-02',
    '2026-11-09',
    '2026-11-16',
    '2026-11-23',
  ]);
  expect(weeks.every(({ days }) => days.length === 7)).toBe(true);
});

test('a month is named in the week in which it begins, the first one at the left edge', () => {
  expect(calendarWeeks('2026-10-29', '2026-11-24').map(({ month }) => month)).toEqual([
    '26-11',
    '',
    '',
    '',
    '',
  ]);
  expect(calendarWeeks('2026-10-13', '2026-10-20').map(({ month }) => month)).toEqual(['26-10', '']);
  expect(calendarWeeks('2026-09-25', '2026-10-11').map(({ month }) => month)).toEqual(['', '26-10', '']);
});

test.each([
  ['ArrowUp', '2026-11-09'],
  ['ArrowDown', '2026-11-11'],
  ['ArrowLeft', '2026-11-03'],
  ['ArrowRight', null],
  ['Enter', null],
])('%s leads from 10 November to %s', (key, day) => {
  const known = new Map(['2026-11-03', '2026-11-09', '2026-11-10', '2026-11-11'].map((each) => [each, true]));
  expect(stepped('2026-11-10', key, known)).toBe(day);
});
