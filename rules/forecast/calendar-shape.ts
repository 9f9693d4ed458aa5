import type { CalendarDay } from '../../model/calendar.ts';
import { dayText, weekdayOf } from '../city-days.ts';
import type { CityHistory } from './history.ts';

/** What a day is, as far as it tells how much is built on it. */
type DayClass = 'workday' | 'saturday' | 'sunday' | 'holiday' | 'festival';

/** Before it is learnt from the city's own days (J); the weight of these figures, in project-days. */
const usual: Record<DayClass, number> = {
  workday: 1,
  saturday: 0.9,
  sunday: 0.65,
  holiday: 0.5,
  festival: 0.12,
};
const usualWeight = 60;

/** How much of a usual working day the city builds on a day. */
export type CalendarShape = (day: number) => number;

/** Learnt from the days up to `origin`. */
export function calendarShape(
  history: CityHistory,
  origin: number,
  classOf: (day: number) => DayClass,
): CalendarShape {
  const sums: Record<DayClass, { activity: number; days: number }> = {
    workday: { activity: 0, days: 0 },
    saturday: { activity: 0, days: 0 },
    sunday: { activity: 0, days: 0 },
    holiday: { activity: 0, days: 0 },
    festival: { activity: 0, days: 0 },
  };
  for (let day = history.firstDay; day <= origin; day++) {
    const sum = sums[classOf(day)];
    for (const { activity } of history.projects) {
      const value = activity[day - history.firstDay]!;
      if (Number.isNaN(value)) continue;
      sum.activity += value;
      sum.days += 1;
    }
  }
  const { workday } = sums;
  if (workday.days === 0) return (day) => usual[classOf(day)];
  const normal = workday.activity / workday.days;
  const shape = Object.fromEntries(
    Object.entries(sums).map(([name, { activity, days }]) => [
      name,
      (activity / Math.max(1e-9, normal) + usualWeight * usual[name as DayClass]) / (days + usualWeight),
    ]),
  ) as Record<DayClass, number>;
  return (day) => shape[classOf(day)];
}

/** Asks the calendar once a day. */
export function dayClasses(calendar: (date: string) => CalendarDay): (day: number) => DayClass {
  const known = new Map<number, DayClass>();
  return (day) => {
    let name = known.get(day);
    if (name === undefined) {
      name = classify(calendar(dayText(day)), weekdayOf(day));
      known.set(day, name);
    }
    return name;
  };
}

function classify({ workday, holiday, springFestivalDay }: CalendarDay, weekday: number): DayClass {
  if (springFestivalDay !== null && springFestivalDay >= -7 && springFestivalDay <= 12) return 'festival';
  if (holiday !== null) return 'holiday';
  if (workday || weekday <= 5) return 'workday';
  return weekday === 6 ? 'saturday' : 'sunday';
}
