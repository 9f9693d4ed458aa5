import { dayPlus, daysBetween, weekday } from '../figures/days.ts';

/** A column of the calendar: Monday to Sunday; `month` where a month begins in it. */
export interface CalendarWeek {
  monday: string;
  month: string;
  days: string[];
}

/** Whole weeks from the one of the first day to the one of the last. */
export function calendarWeeks(first: string, last: string): CalendarWeek[] {
  const weeks: CalendarWeek[] = [];
  let monday = dayPlus(first, -weekday(first));
  while (daysBetween(monday, last) >= 0) {
    const days = Array.from({ length: 7 }, (_, i) => dayPlus(monday, i));
    const begins = days.find((day) => day.endsWith('-01')) ?? (weeks.length === 0 ? first : undefined);
    weeks.push({ monday, month: begins?.slice(2, 7) ?? '', days });
    monday = dayPlus(monday, 7);
  }
  // Two names side by side would lie over each other; the month that is hardly there gives way.
  if (weeks[0] && weeks.slice(1, 3).some(({ month }) => month !== '')) weeks[0].month = '';
  return weeks;
}

const moves: Record<string, number> = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -7, ArrowRight: 7 };

/** The day an arrow key leads to: up and down by a day, left and right by a week; null where there is none. */
export function stepped(day: string, key: string, known: ReadonlyMap<string, unknown>): string | null {
  const move = moves[key];
  if (move === undefined) return null;
  const next = dayPlus(day, move);
  return known.has(next) ? next : null;
}
