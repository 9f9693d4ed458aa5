import { expect, test } from 'vitest';
import { ago, clock, dayAndClock, dayOf, dayPlus, daysBetween, instantOf, weekday } from './days.ts';

const zone = 'Asia/Shanghai';
const lateEvening = Date.UTC(2026, 10, 23, 16, 30);

test('an instant belongs to the day of the city, not of the reader', () => {
  expect(dayOf(lateEvening, zone)).toBe('2026-11-24');
  expect(dayOf(lateEvening, 'UTC')).toBe('2026-11-23');
});

test('midnight is written 00, never 24', () => {
  expect(clock(Date.UTC(2026, 10, 23, 16, 0, 5), zone, 'zh', true)).toBe('00:00:05');
  expect(dayAndClock(lateEvening, zone, 'en')).toBe('11-24 00:30');
});

test.each([
  ['2026-11-24T00:30', 'Asia/Shanghai', '2026-11-23T16:30:00Z'],
  ['2026-07-01T08:15', 'Asia/Kolkata', '2026-07-01T02:45:00Z'],
  // Clocks of Europe change on 29 March and 25 October 2026, at 01:00 UTC.
  ['2026-03-29T01:59', 'Europe/Berlin', '2026-03-29T00:59:00Z'],
  ['2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00:00Z'],
  ['2026-10-25T12:00', 'Europe/Berlin', '2026-10-25T11:00:00Z'],
  ['2026-10-24T23:00', 'Europe/Berlin', '2026-10-24T21:00:00Z'],
])('%s in %s is %s', (local, zone, instant) => {
  expect(instantOf(local, zone)).toBe(Date.parse(instant));
});

test('days are counted across months and leap days', () => {
  expect(dayPlus('2028-02-28', 1)).toBe('2028-02-29');
  expect(dayPlus('2026-01-01', -1)).toBe('2025-12-31');
  expect(daysBetween('2026-10-31', '2026-11-24')).toBe(24);
});

test('a week begins on Monday', () => {
  expect(weekday('2026-11-23')).toBe(0);
  expect(weekday('2026-11-29')).toBe(6);
});

test.each([
  [0, '0 秒前', '0 s ago'],
  [59_000, '59 秒前', '59 s ago'],
  [61_000, '1 分钟前', '1 min ago'],
  [7_300_000, '2 小时前', '2 h ago'],
  [200_000_000, '2 天前', '2 d ago'],
  [-5_000, '0 秒前', '0 s ago'],
])('%s ms is %s', (elapsed, zh, en) => {
  expect(ago(1e12 - elapsed, 1e12, 'zh')).toBe(zh);
  expect(ago(1e12 - elapsed, 1e12, 'en')).toBe(en);
});
