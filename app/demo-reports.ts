import type { Investment } from '../model/progress.ts';
import type { City } from '../simulators/city/city.ts';
import { periodsUpTo } from '../simulators/city/plan-curve.ts';
import { investmentsOf } from '../simulators/city/progress.ts';
import { dayNumber, dayStartMs, dayText } from '../simulators/surroundings/days.ts';
import type { RecordsStore } from '../store/records.ts';

/** Offices report in the morning. */
const reportingHourMs = 10 * 3_600_000;

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

/**
 * Enters what the offices have reported by today and is not there yet, each report with the day on which it came: some
 * are late, and their lateness is ranked.
 */
export async function enterReports(
  records: RecordsStore,
  city: City,
  startDay: string,
  today: string,
): Promise<void> {
  const key = ({ project, period }: Investment) => `${project} ${period}`;
  const entered = new Set((await records.registry()).investments.map(key));
  for (const { day, rows } of reportsInOrder(city, startDay, today)) {
    const investments = rows.filter((row) => !entered.has(key(row)));
    const atMs = dayStartMs(dayNumber(day)) + reportingHourMs;
    await records.importRegistry({ investments }, { actor: 'demo', atMs });
  }
}
