import { dayPlus, daysBetween, weekday } from '../figures/days.ts';
import type { Language } from '../language/language.tsx';

/** `2026-11H1`, `2026-11`, `2026-W48`, `2026-Q4` or `2026`. */
export const periodKinds = ['half-month', 'month', 'week', 'quarter', 'year'] as const;
export type PeriodKind = (typeof periodKinds)[number];

export function kindOf(period: string): PeriodKind {
  const rest = period.slice(5);
  if (rest === '') return 'year';
  if (rest.startsWith('W')) return 'week';
  if (rest.startsWith('Q')) return 'quarter';
  return rest.includes('H') ? 'half-month' : 'month';
}

/** The period of a kind that a day `YYYY-MM-DD` lies in; weeks by ISO 8601. */
export function periodOf(day: string, kind: PeriodKind): string {
  const month = day.slice(0, 7);
  switch (kind) {
    case 'year':
      return day.slice(0, 4);
    case 'quarter':
      return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
    case 'month':
      return month;
    case 'half-month':
      return `${month}H${Number(day.slice(8)) <= 15 ? 1 : 2}`;
    case 'week':
      return weekOf(day);
  }
}

function weekOf(day: string): string {
  // The week belongs to the year that its Thursday lies in.
  const thursday = dayPlus(day, 3 - weekday(day));
  const year = thursday.slice(0, 4);
  const week = Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** `2026 年 11 月上半月`, `first half of November 2026`. */
export function periodName(period: string, language: Language): string {
  const [year, rest] = [period.slice(0, 4), period.slice(5)];
  const number = Number(rest.slice(1));
  switch (kindOf(period)) {
    case 'year':
      return language === 'zh' ? `${year} 年` : year;
    case 'quarter':
      return language === 'zh' ? `${year} 年第 ${number} 季度` : `quarter ${number} of ${year}`;
    case 'week':
      return language === 'zh' ? `${year} 年第 ${number} 周` : `week ${number} of ${year}`;
    default:
      return monthName(year, rest, language);
  }
}

/** Of a month `11`, or a half of it, `11H1`. */
function monthName(year: string, rest: string, language: Language): string {
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
