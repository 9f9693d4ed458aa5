import { type Period, periodDays } from '../model/period.ts';

const written =
  /^(\d{4})(?:(?:[-./]|年)(\d{1,2})|(\d{2}))月?份?[-,]?\(?(H1|H2|上半月|下半月|上半|下半|上|下)?\)?$/;
const week = /^(\d{4})(?:年|-)?(?:第|W)(\d{1,2})周?$/;
const dayRange =
  /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:-|至|~|—)(?:(?:\d{4}年)?\d{1,2}月)?(\d{1,2})日?$/;
const inTitle = /(\d{4})年(\d{1,2})月份?\(?(上半月|下半月)?(?!\d)/g;

/**
 * A period as offices write it: `2026-11H1`, `2026年11月上半月`, `2026.11`, `2026年11月1日-15日`, `2026年第48周`.
 * null: none of them.
 */
export function readPeriod(raw: string): Period | null {
  const text = flat(raw).toUpperCase();
  if (periodDays(text) !== null) return text;
  const parts = written.exec(text);
  if (parts !== null) return periodFrom(parts[1]!, (parts[2] ?? parts[3])!, parts[4]);
  const ofWeek = week.exec(text);
  if (ofWeek !== null) return known(`${ofWeek[1]}-W${ofWeek[2]!.padStart(2, '0')}`);
  const range = dayRange.exec(text);
  return range === null ? null : periodOfDays(range[1]!, range[2]!, Number(range[3]), Number(range[4]));
}

/** The one period that a form's title speaks of; null where it names none, or several. */
export function periodInTitle(raw: string): Period | null {
  const found = new Set<Period>();
  for (const [, year, month, half] of flat(raw).matchAll(inTitle)) {
    const period = periodFrom(year!, month!, half);
    if (period !== null) found.add(period);
  }
  return found.size === 1 ? [...found][0]! : null;
}

/** A spreadsheet takes 2026.10 typed in for the number 2026.1, so that nobody can tell October from January. */
export function isAmbiguousNumber(text: string): boolean {
  return /^\d{4}\.1$/.test(text);
}

function periodFrom(year: string, month: string, half: string | undefined): Period | null {
  const suffix = half === undefined ? '' : /^(H1|上)/.test(half) ? 'H1' : 'H2';
  return known(`${year}-${month.padStart(2, '0')}${suffix}`);
}

function periodOfDays(year: string, month: string, first: number, last: number): Period | null {
  const period = known(`${year}-${month.padStart(2, '0')}`);
  const end = period === null ? undefined : periodDays(period)?.last.day;
  if (period === null || (last !== 15 && last !== end)) return null;
  if (first === 1) return last === 15 ? `${period}H1` : period;
  return first === 16 && last === end ? `${period}H2` : null;
}

function known(period: string): Period | null {
  return periodDays(period) === null ? null : period;
}

function flat(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/g, '');
}
