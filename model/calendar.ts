/** One day of the city's calendar as the rules see it. */
export interface CalendarDay {
  /** `YYYY-MM-DD`. */
  date: string;
  /** People work by the statutory calendar, 调休 included. */
  workday: boolean;
  /** Name of the statutory holiday, else null. */
  holiday: string | null;
  /** Day of the Spring Festival: 1 = 正月初一, 15 = 正月十五, 0 = 除夕, negative before it; null outside −30 to 45. */
  springFestivalDay: number | null;
}
