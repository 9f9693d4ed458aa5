import { expect, test } from 'vitest';
import { chineseCalendar } from './calendar.ts';

const calendar = chineseCalendar();

test.each<[string, boolean, string | null, number | null, string]>([
  ['2026-02-17', false, '春节', 1, 'first day of the Spring Festival'],
  ['2026-02-16', false, '春节', 0, 'its eve'],
  ['2026-03-03', true, null, 15, 'the Lantern Festival is no holiday'],
  ['2026-10-10', true, null, null, 'a Saturday worked for the National Day (调休)'],
  ['2026-11-21', false, null, null, 'a plain Saturday'],
  ['2026-11-24', true, null, null, 'a plain Tuesday'],
  ['2022-12-31', false, '元旦', -21, 'before a festival of the next year'],
])('%s: workday %s, holiday %s, festival day %s (%s)', (date, workday, holiday, springFestivalDay) => {
  expect(calendar(date)).toEqual({ date, workday, holiday, springFestivalDay });
});

test.each([
  ['2031-05-01', '劳动节'],
  ['2031-01-23', '春节'],
  ['2031-04-05', '清明节'],
  ['2031-01-22', '春节'],
])('%s is a holiday by law, %s, before the arrangement of its year is out', (date, holiday) => {
  expect(calendar(date)).toMatchObject({ workday: false, holiday });
});
