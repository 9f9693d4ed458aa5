import { z } from 'zod';

export const periodKinds = ['week', 'half-month', 'month', 'quarter', 'year'] as const;
export type PeriodKind = (typeof periodKinds)[number];

/** `2026-11H1` (1st to 15th), `2026-11H2` (16th to the end), `2026-11`, `2026-W48` (ISO week), `2026-Q4`, `2026`. */
export const Period = z
  .string()
  .refine(
    (text) => periodDays(text) !== null,
    'a period is written 2026-11H1, 2026-11H2, 2026-11, 2026-W48, 2026-Q4 or 2026',
  );
export type Period = z.infer<typeof Period>;

/** A period that money is reported and planned for: no longer than a month, so that what came when stays visible. */
export const ReportPeriod = z.string().refine((text) => {
  const kind = periodDays(text)?.kind;
  return kind === 'week' || kind === 'half-month' || kind === 'month';
}, 'a period of a report is written 2026-11H1, 2026-11H2, 2026-11 or 2026-W48');

export interface PeriodDays {
  kind: PeriodKind;
  /** First and last day, both inclusive. */
  first: Temporal.PlainDate;
  last: Temporal.PlainDate;
}

const monthForm = /^(\d{4})-(0[1-9]|1[0-2])(?:H([12]))?$/;
const weekForm = /^(\d{4})-W(\d{2})$/;
const quarterForm = /^(\d{4})-Q([1-4])$/;
const yearForm = /^\d{4}$/;

/** Temporal is slow in a hot loop, and the periods that are asked for are few: answers are kept, up to this many. */
const mostKept = 4096;
const kept = new Map<string, PeriodDays | null>();

/** The days of a period, or null where the text is none. */
export function periodDays(text: string): PeriodDays | null {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const days = parsePeriod(text);
  if (kept.size >= mostKept) kept.clear();
  kept.set(text, days);
  return days;
}

function parsePeriod(text: string): PeriodDays | null {
  const month = monthForm.exec(text);
  if (month) {
    const first = Temporal.PlainDate.from({ year: Number(month[1]), month: Number(month[2]), day: 1 });
    const last = first.with({ day: first.daysInMonth });
    if (month[3] === '1') return { kind: 'half-month', first, last: first.with({ day: 15 }) };
    if (month[3] === '2') return { kind: 'half-month', first: first.with({ day: 16 }), last };
    return { kind: 'month', first, last };
  }
  const quarter = quarterForm.exec(text);
  if (quarter) {
    const begin = { year: Number(quarter[1]), month: 3 * Number(quarter[2]) - 2, day: 1 };
    const first = Temporal.PlainDate.from(begin);
    return { kind: 'quarter', first, last: first.add({ months: 3 }).subtract({ days: 1 }) };
  }
  if (yearForm.test(text)) {
    const first = Temporal.PlainDate.from({ year: Number(text), month: 1, day: 1 });
    return { kind: 'year', first, last: first.with({ month: 12, day: 31 }) };
  }
  const week = weekForm.exec(text);
  if (!week) return null;
  const year = Number(week[1]);
  // ISO 8601: week 1 is the week with 4 January in it.
  const fourth = Temporal.PlainDate.from({ year, month: 1, day: 4 });
  const first = fourth.subtract({ days: fourth.dayOfWeek - 1 }).add({ weeks: Number(week[2]) - 1 });
  if (first.yearOfWeek !== year || first.weekOfYear !== Number(week[2])) return null;
  return { kind: 'week', first, last: first.add({ days: 6 }) };
}

/** The period of a kind that a day lies in. */
export function periodOf(day: Temporal.PlainDate, kind: PeriodKind): Period {
  const month = day.toPlainYearMonth().toString();
  if (kind === 'half-month') return `${month}H${day.day <= 15 ? 1 : 2}`;
  if (kind === 'month') return month;
  if (kind === 'quarter') return `${month.slice(0, 4)}-Q${Math.ceil(day.month / 3)}`;
  if (kind === 'year') return month.slice(0, 4);
  return `${day.yearOfWeek}-W${String(day.weekOfYear).padStart(2, '0')}`;
}

/** The days of a period that is known to be one. */
export function daysOfPeriod(period: Period): PeriodDays {
  const days = periodDays(period);
  if (days === null) throw new RangeError(`${period} is no period`);
  return days;
}

/** The period of the same kind just before. */
export function periodBefore(period: Period): Period {
  const { first, kind } = daysOfPeriod(period);
  return periodOf(first.subtract({ days: 1 }), kind);
}

/** The period of the same kind just after. */
export function periodAfter(period: Period): Period {
  const { last, kind } = daysOfPeriod(period);
  return periodOf(last.add({ days: 1 }), kind);
}

/** The periods of a kind in a year, in the order of time; of weeks, those of the ISO year. */
export function periodsOf(year: number, kind: PeriodKind): Period[] {
  // 4 January lies in week 1 of its ISO year.
  let period = periodOf(Temporal.PlainDate.from({ year, month: 1, day: 4 }), kind);
  const periods: Period[] = [];
  while (period.startsWith(String(year).padStart(4, '0'))) {
    periods.push(period);
    period = periodAfter(period);
  }
  return periods;
}
