import { z } from 'zod';

/** `2026-11H1` (1st to 15th), `2026-11H2` (16th to the end), `2026-11`, `2026-W48` (ISO week). */
export const Period = z
  .string()
  .refine(
    (text) => periodDays(text) !== null,
    'a period is written 2026-11H1, 2026-11H2, 2026-11 or 2026-W48',
  );
export type Period = z.infer<typeof Period>;

export type PeriodKind = 'half-month' | 'month' | 'week';

export interface PeriodDays {
  kind: PeriodKind;
  /** First and last day, both inclusive. */
  first: Temporal.PlainDate;
  last: Temporal.PlainDate;
}

const monthForm = /^(\d{4})-(0[1-9]|1[0-2])(?:H([12]))?$/;
const weekForm = /^(\d{4})-W(\d{2})$/;

/** The days of a period, or null where the text is none. */
export function periodDays(text: string): PeriodDays | null {
  const month = monthForm.exec(text);
  if (month) {
    const first = Temporal.PlainDate.from({ year: Number(month[1]), month: Number(month[2]), day: 1 });
    const last = first.with({ day: first.daysInMonth });
    if (month[3] === '1') return { kind: 'half-month', first, last: first.with({ day: 15 }) };
    if (month[3] === '2') return { kind: 'half-month', first: first.with({ day: 16 }), last };
    return { kind: 'month', first, last };
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
  return `${day.yearOfWeek}-W${String(day.weekOfYear).padStart(2, '0')}`;
}

/** The period of the same kind just before. */
export function periodBefore(period: Period): Period {
  const days = periodDays(period);
  if (days === null) throw new RangeError(`${period} is no period`);
  return periodOf(days.first.subtract({ days: 1 }), days.kind);
}
