import type { Closing } from '../../model/closing.ts';
import {
  daysOfPeriod,
  type Period,
  type PeriodKind,
  periodAfter,
  periodBefore,
  periodOf,
} from '../../model/period.ts';
import type { TimeRange } from '../../store/readings.ts';

const hourMs = 3_600_000;

/** The day that an instant lies in. */
export function dayAt(timeMs: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(timeMs).toZonedDateTimeISO(zone).toPlainDate();
}

/** A period in instants: from the first midnight to the one after its last day. */
export function rangeOf(period: Period, zone: string): TimeRange {
  const { first, last } = daysOfPeriod(period);
  const midnight = (day: Temporal.PlainDate) => day.toZonedDateTime(zone).epochMilliseconds;
  return { fromMs: midnight(first), toMs: midnight(last.add({ days: 1 })) };
}

/** The newest period of a kind whose grace is over. */
export function newestDue(kind: PeriodKind, nowMs: number, graceHours: number, zone: string): Period {
  return periodBefore(periodOf(dayAt(nowMs - graceHours * hourMs, zone), kind));
}

/** The newest period of the kind that was ever closed, whether it still stands or was reopened. */
export function newestClosed(kind: PeriodKind, closings: readonly Closing[]): Period | null {
  const periods = closings.map(({ period }) => period).filter((period) => daysOfPeriod(period).kind === kind);
  return periods.sort(inOrder).at(-1) ?? null;
}

/** From the first to the last, both inclusive, in the order of time. */
export function periodsBetween(first: Period, last: Period): Period[] {
  const periods: Period[] = [];
  for (let period = first; inOrder(period, last) <= 0; period = periodAfter(period)) periods.push(period);
  return periods;
}

/** By their ends; of those that end together the shorter first, because the longer one sums it up. */
export function inOrder(a: Period, b: Period): number {
  const [daysA, daysB] = [daysOfPeriod(a), daysOfPeriod(b)];
  return (
    Temporal.PlainDate.compare(daysA.last, daysB.last) || Temporal.PlainDate.compare(daysB.first, daysA.first)
  );
}
