import type { Investment } from '../model/progress.ts';
import type { City } from '../simulators/city/city.ts';
import { periodsUpTo } from '../simulators/city/plan-curve.ts';
import { investmentsOf } from '../simulators/city/progress.ts';
import { dayNumber, dayText } from '../simulators/surroundings/days.ts';

/** What was reported by a day, `YYYY-MM-DD`, and not before. */
export interface DayReports {
  day: string;
  rows: Investment[];
}

/**
 * The reports of a city as they came in: each half month on the day after it, late ones half a month later. What was
 * known at the beginning of the history comes on that day.
 */
export function reportsInOrder({ sites, surroundings }: City, startDay: string, today: string): DayReports[] {
  const days = [startDay];
  for (let day = dayNumber(startDay) + 1; day <= dayNumber(today); day++) {
    const text = dayText(day);
    if (text.endsWith('-01') || text.endsWith('-16')) days.push(text);
  }
  const known = new Set<string>();
  return days.map((day) => {
    const periods = periodsUpTo(dayNumber(day), 'half-month');
    const rows = sites
      .flatMap((site) => investmentsOf(site, surroundings, periods))
      .filter(({ project, period }) => !known.has(`${project} ${period}`));
    for (const { project, period } of rows) known.add(`${project} ${period}`);
    return { day, rows };
  });
}
