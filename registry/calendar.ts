import chineseDays from 'chinese-days';
import type { CalendarDay } from '../model/calendar.ts';

/** Days of the year that the law makes holidays when the year's own arrangement is not out yet (放假办法, 2025). */
const fixedHolidays: Readonly<Record<string, string>> = {
  '01-01': '元旦',
  '05-01': '劳动节',
  '05-02': '劳动节',
  '10-01': '国庆节',
  '10-02': '国庆节',
  '10-03': '国庆节',
};
const lunarHolidays: Readonly<Record<string, string>> = {
  '1-1': '春节',
  '1-2': '春节',
  '1-3': '春节',
  '5-5': '端午节',
  '8-15': '中秋节',
};

/** Spring Festivals this far before and after are told in days: see `CalendarDay.springFestivalDay`. */
const festivalReach = { before: 30, after: 45 };

export type Calendar = (date: string) => CalendarDay;

/** The Chinese calendar: statutory holidays with 调休, and the Spring Festival by the moon. */
export function chineseCalendar(): Calendar {
  const days = new Map<string, CalendarDay>();
  return (date) => {
    const known = days.get(date);
    if (known !== undefined) return known;
    const day = readDay(date);
    days.set(date, day);
    return day;
  };
}

function readDay(date: string): CalendarDay {
  const springFestivalDay = daysFromFestival(date);
  if (isArranged(Number(date.slice(0, 4)))) {
    const { work, name } = chineseDays.getDayDetail(date);
    return { date, workday: work, holiday: work ? null : (name.split(',')[1] ?? null), springFestivalDay };
  }
  const holiday = lawfulHoliday(date, springFestivalDay);
  const weekend = Temporal.PlainDate.from(date).dayOfWeek >= 6;
  return { date, workday: holiday === null && !weekend, holiday, springFestivalDay };
}

/** The State Council arranges each year's holidays late in the year before: 1 January has an entry once it has. */
function isArranged(year: number): boolean {
  return chineseDays.getDayDetail(`${year}-01-01`).name.includes(',');
}

function lawfulHoliday(date: string, springFestivalDay: number | null): string | null {
  // 除夕 is the day before 正月初一, whichever day of the last month that is.
  if (springFestivalDay === 0) return '春节';
  const { lunarMon, lunarDay, isLeap } = chineseDays.getLunarDate(date);
  const lunar = isLeap ? undefined : lunarHolidays[`${lunarMon}-${lunarDay}`];
  if (lunar !== undefined) return lunar;
  const year = Number(date.slice(0, 4));
  if (chineseDays.getSolarTermDate(year, 4, 'pure_brightness') === date) return '清明节';
  return fixedHolidays[date.slice(5)] ?? null;
}

/** 1 = 正月初一, 0 = 除夕; a day in December may already lie before the next year's festival. */
function daysFromFestival(date: string): number | null {
  const day = Temporal.PlainDate.from(date);
  for (const year of [day.year, day.year + 1]) {
    const first = Temporal.PlainDate.from(chineseDays.getSolarDateFromLunar(`${year}-01-01`).date);
    const count = first.until(day, { largestUnit: 'day' }).days + 1;
    if (count >= -festivalReach.before && count <= festivalReach.after) return count;
  }
  return null;
}
