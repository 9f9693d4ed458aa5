import chineseDays from 'chinese-days';
import { type DayNumber, dayNumber, dayText, weekday } from './days.ts';

const { getDayDetail, getHolidaysInRange, getLunarDate, getSolarDateFromLunar } = chineseDays;

/** What the calendar says about a day; built once for a day and kept. */
export interface CalendarMark {
  weekday: number;
  /** People work by the statutory calendar, 调休 included. */
  workday: boolean;
  /** Chinese name of the statutory holiday; null on other days. */
  holiday: string | null;
  /** 1 = 正月初一; 0 and below before it; within −40 to 60 of the nearest festival, else null. */
  festivalDay: number | null;
}

const festivals = new Map<number, DayNumber>();
const publishedYears = new Map<number, boolean>();

/** 正月初一 of a year. */
export function festivalOf(year: number): DayNumber {
  const known = festivals.get(year);
  if (known !== undefined) return known;
  const day = dayNumber(getSolarDateFromLunar(`${year}-01-01`).date);
  festivals.set(year, day);
  return day;
}

/** The State Council publishes a year's days off in the autumn before; later years are taken by their usual days. */
function isPublished(year: number): boolean {
  let known = publishedYears.get(year);
  if (known === undefined) {
    known = getHolidaysInRange(`${year}-01-01`, `${year}-12-31`, false).length > 0;
    publishedYears.set(year, known);
  }
  return known;
}

function usualHoliday(date: string, festivalDay: number | null): string | null {
  const monthDay = date.slice(5);
  if (festivalDay !== null && festivalDay >= 0 && festivalDay <= 7) return '春节';
  if (monthDay === '01-01') return '元旦';
  if (monthDay === '04-04' || monthDay === '04-05') return '清明';
  if (monthDay >= '05-01' && monthDay <= '05-05') return '劳动节';
  if (monthDay >= '10-01' && monthDay <= '10-07') return '国庆节';
  const lunar = getLunarDate(date);
  if (lunar.lunarMon === 5 && lunar.lunarDay === 5) return '端午节';
  if (lunar.lunarMon === 8 && lunar.lunarDay === 15) return '中秋';
  return null;
}

export function calendarMark(day: DayNumber): CalendarMark {
  const date = dayText(day);
  const year = Number(date.slice(0, 4));
  const sinceFestival = day - festivalOf(year) + 1;
  const festivalDay = sinceFestival >= -40 && sinceFestival <= 60 ? sinceFestival : null;
  if (!isPublished(year)) {
    const holiday = usualHoliday(date, festivalDay);
    return { weekday: weekday(day), workday: holiday === null && weekday(day) <= 5, holiday, festivalDay };
  }
  const detail = getDayDetail(date);
  // `name` is "Spring Festival,春节,4" on days off and on days worked in their stead, a weekday's name otherwise.
  const named = detail.name.split(',')[1] ?? null;
  return { weekday: weekday(day), workday: detail.work, holiday: detail.work ? null : named, festivalDay };
}
