import { daysOfPeriod, type Period, type PeriodKind } from '../../model/period.ts';
import { dayNumber } from '../city-days.ts';

/** A period by the numbers of its first and last day, both inclusive, and by their texts. */
export interface PeriodSpan {
  kind: PeriodKind;
  first: number;
  last: number;
  firstDate: string;
  lastDate: string;
  /** That it begins in. */
  year: number;
}

/** Every report is looked at for every day of its project, and the periods are few. */
const mostKept = 4096;
const kept = new Map<Period, PeriodSpan>();

/** The days of a period that is known to be one. */
export function spanOf(period: Period): PeriodSpan {
  let span = kept.get(period);
  if (span !== undefined) return span;
  const { kind, first, last } = daysOfPeriod(period);
  const firstDate = first.toString();
  const lastDate = last.toString();
  span = {
    kind,
    first: dayNumber(firstDate),
    last: dayNumber(lastDate),
    firstDate,
    lastDate,
    year: first.year,
  };
  if (kept.size >= mostKept) kept.clear();
  kept.set(period, span);
  return span;
}
