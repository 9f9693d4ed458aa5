import type { CalendarDay } from '../../model/calendar.ts';
import type { Suspension } from '../../model/suspension.ts';

export const springFestival = '春节';

/** 正月十五: until then a stop over the Spring Festival is custom and held against nobody. */
export const lanternDay = 15;
/** Sites close about ten days before the festival. */
const lastDaysOfYear = -10;

/** 正月初七: the public holiday is over, and who stops only now does so for another reason. */
const lastHoliday = 7;

/** Whether a site that stands on this day stands because of the Spring Festival. */
export function isFestivalDay({ springFestivalDay }: CalendarDay): boolean {
  return (
    springFestivalDay !== null && springFestivalDay >= lastDaysOfYear && springFestivalDay <= lastHoliday
  );
}

/** Why a stop on this day counts against nobody; null: it would count. */
export function excuseOf(
  date: string,
  calendar: CalendarDay,
  suspensions: readonly Suspension[],
): string | null {
  for (const suspension of suspensions) {
    if (date >= suspension.from && (suspension.to === null || date <= suspension.to))
      return suspension.reason;
  }
  const { springFestivalDay } = calendar;
  if (springFestivalDay !== null && springFestivalDay >= lastDaysOfYear && springFestivalDay <= lanternDay) {
    return springFestival;
  }
  return calendar.holiday;
}
