import { daysOfPeriod, type Period, type PeriodKind, periodBefore, periodOf } from '../../model/period.ts';
import { dayNumber } from '../city-days.ts';
import type { ProjectMoney } from './progress.ts';

/** `waiting`: not reported, and there still is time. */
export type ReportVerdict = 'in-time' | 'late' | 'missing' | 'waiting';

/**
 * Whether the report of a period came in time: no later than `lateDays` days after the period's last day.
 * @param reportedOn day of the first report of the period; null: there is none
 */
export function reportVerdict(
  period: Period,
  reportedOn: string | null,
  today: string,
  lateDays: number,
): ReportVerdict {
  const deadline = dayNumber(daysOfPeriod(period).last.toString()) + lateDays;
  if (reportedOn !== null) return dayNumber(reportedOn) <= deadline ? 'in-time' : 'late';
  return dayNumber(today) <= deadline ? 'waiting' : 'missing';
}

/** How often a project reports: as its newest report, else as its own plan curve; half months where neither says. */
export function reportKind({ investments, plans }: ProjectMoney): PeriodKind {
  let newest: { kind: PeriodKind; last: string } | null = null;
  for (const { period } of investments.length > 0 ? investments : plans) {
    const { kind, last } = daysOfPeriod(period);
    const end = last.toString();
    // Of a month and its second half the shorter period is how often it reports.
    if (newest === null || end > newest.last || (end === newest.last && kind !== 'month')) {
      newest = { kind, last: end };
    }
  }
  return newest?.kind ?? 'half-month';
}

/** The last day, `YYYY-MM-DD`, for which a project that reports by a kind of period can have reported by a day. */
export function reportableTo(kind: PeriodKind, day: string): string {
  const period = periodOf(Temporal.PlainDate.from(day), kind);
  const last = daysOfPeriod(period).last.toString();
  return last <= day ? last : daysOfPeriod(periodBefore(period)).last.toString();
}

/** The periods of a kind that end within some days, both inclusive. */
export function periodsEndingIn(kind: PeriodKind, from: string, to: string): Period[] {
  const periods: Period[] = [];
  let period = periodOf(Temporal.PlainDate.from(reportableTo(kind, to)), kind);
  while (daysOfPeriod(period).last.toString() >= from) {
    periods.unshift(period);
    period = periodBefore(period);
  }
  return periods;
}
