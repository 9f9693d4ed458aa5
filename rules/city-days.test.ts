import { expect, test } from 'vitest';
import { cityDays, dayNumber, dayText, weekdayOf } from './city-days.ts';

test.each(['Asia/Shanghai', 'Europe/London', 'America/New_York', 'Asia/Kathmandu', 'UTC'])(
  'every day of three years in %s begins at its midnight and holds its noon',
  (timeZone) => {
    const days = cityDays(timeZone);
    for (let day = dayNumber('2019-01-01'); day < dayNumber('2022-01-01'); day += 1) {
      const begin = Temporal.PlainDate.from(dayText(day)).toZonedDateTime(timeZone).epochMilliseconds;
      expect(days.beginOf(day)).toBe(begin);
      expect(days.at(begin)).toBe(day);
      expect(days.at(begin - 1)).toBe(day - 1);
    }
  },
);

test('a day knows its weekday', () => {
  expect(['2026-11-23', '2026-11-24', '2026-11-29'].map((date) => weekdayOf(dayNumber(date)))).toEqual([
    1, 2, 7,
  ]);
});
