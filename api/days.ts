import type { TimeRange } from '../store/readings.ts';

/** The day that an instant lies in, `YYYY-MM-DD` in the city's zone. */
export function dayOf(timeMs: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(timeMs).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** Midnight at which the day begins, UTC epoch milliseconds; `addDays` later. */
export function dayStartMs(day: string, zone: string, addDays = 0): number {
  return Temporal.PlainDate.from(day).add({ days: addDays }).toZonedDateTime(zone).epochMilliseconds;
}

export function dayRange(day: string, zone: string): TimeRange {
  return { fromMs: dayStartMs(day, zone), toMs: dayStartMs(day, zone, 1) };
}

/** From so many days before today's midnight to the end of today. */
export function lastDays(days: number, nowMs: number, zone: string): TimeRange {
  const today = dayOf(nowMs, zone);
  return { fromMs: dayStartMs(today, zone, -days), toMs: dayStartMs(today, zone, 1) };
}
