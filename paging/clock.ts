import { z } from 'zod';

/** A time of day in the city's zone, `HH:MM`; `24:00` is the end of the day. */
export const ClockTime = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time of day is written HH:MM, 00:00 to 24:00');

/** A stretch of the day. One that ends before it begins goes on into the next day. */
export const ClockSpan = z
  .strictObject({ from: ClockTime, to: ClockTime })
  .refine(({ from, to }) => from !== to, 'it ends as it begins; a whole day is 00:00 to 24:00');
export type ClockSpan = z.infer<typeof ClockSpan>;

/**
 * The day on which the span that holds `time` began (that day or the one before); null: it does not hold it.
 * The begin is in it, the end is not.
 */
export function spanDay({ from, to }: ClockSpan, time: Temporal.ZonedDateTime): Temporal.PlainDate | null {
  const minute = time.hour * 60 + time.minute;
  const [begin, end] = [minuteOf(from), minuteOf(to)];
  if (begin < end) return begin <= minute && minute < end ? time.toPlainDate() : null;
  if (minute >= begin) return time.toPlainDate();
  return minute < end ? time.toPlainDate().subtract({ days: 1 }) : null;
}

function minuteOf(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number);
  return hours! * 60 + minutes!;
}

/** The last moment at or before `nowMs` at which the clock showed one of these times; UTC epoch milliseconds. */
export function lastAt(clocks: readonly string[], nowMs: number, zone: string): number {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone);
  const moments = clocks.flatMap((clock) =>
    [0, 1].map((days) => {
      const day = now.toPlainDate().subtract({ days });
      return day.toZonedDateTime(zone).add({ minutes: minuteOf(clock) }).epochMilliseconds;
    }),
  );
  return Math.max(...moments.filter((moment) => moment <= nowMs));
}

/** The end of the span that holds `time`, UTC epoch milliseconds; null: it does not hold it. */
export function spanEnd(span: ClockSpan, time: Temporal.ZonedDateTime): number | null {
  const day = spanDay(span, time);
  if (day === null) return null;
  const isOverMidnight = minuteOf(span.to) <= minuteOf(span.from);
  const last = day.add({ days: isOverMidnight ? 1 : 0 });
  return last.toZonedDateTime(time.timeZoneId).add({ minutes: minuteOf(span.to) }).epochMilliseconds;
}
