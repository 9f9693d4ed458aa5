import { dayPlus, daysBetween, weekday } from '../figures/days.ts';
import type { Language } from '../language/language.tsx';

/** `2026-11H1`, `2026-11` or `2026-W48`. */
export const periodKinds = ['half-month', 'month', 'week'] as const;
export type PeriodKind = (typeof periodKinds)[number];

export function kindOf(period: string): PeriodKind {
  if (period.includes('W')) return 'week';
  return period.includes('H') ? 'half-month' : 'month';
}

/** The period of a kind that a day `YYYY-MM-DD` lies in; weeks by ISO 8601. */
export function periodOf(day: string, kind: PeriodKind): string {
  const month = day.slice(0, 7);
  if (kind === 'month') return month;
  if (kind === 'half-month') return `${month}H${Number(day.slice(8)) <= 15 ? 1 : 2}`;
  // The week belongs to the year that its Thursday lies in.
  const thursday = dayPlus(day, 3 - weekday(day));
  const year = thursday.slice(0, 4);
  const week = Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** `2026 年 11 月上半月`, `first half of November 2026`. */
export function periodName(period: string, language: Language): string {
  const [year, rest] = [period.slice(0, 4), period.slice(5)];
  if (kindOf(period) === 'week') {
    const week = Number(rest.slice(1));
    return language === 'zh' ? `${year} 年第 ${week} 周` : `week ${week} of ${year}`;
  }
  const month = Number(rest.slice(0, 2));
  if (language === 'zh') {
    const half = rest.endsWith('H1') ? '上半月' : rest.endsWith('H2') ? '下半月' : '';
    return `${year} 年 ${month} 月${half}`;
  }
  const name = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2026, month - 1),
  );
  const half = rest.endsWith('H1') ? 'first half of ' : rest.endsWith('H2') ? 'second half of ' : '';
  return `${half}${name} ${year}`;
}
