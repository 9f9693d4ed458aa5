import { z } from 'zod';
import { Day } from '../model/scalar.ts';
import { Audience } from './audience.ts';
import { ClockSpan, ClockTime, spanDay } from './clock.ts';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const InLine = z.array(z.string().min(1)).min(1, 'name at least one person, the first in line first');

/** Who is on duty every week at a time; one that ends before it begins goes on into the next day. */
const Shift = z
  .strictObject({
    days: z
      .array(z.enum(weekdays))
      .min(1)
      .default([...weekdays]),
    from: ClockTime.default('00:00'),
    to: ClockTime.default('24:00'),
    people: InLine,
  })
  .refine(({ from, to }) => from !== to, 'it ends as it begins; a whole day is 00:00 to 24:00');

/** Other people on these days (both inclusive), whatever the week says: a holiday, a swap. */
const Exception = z
  .strictObject({ from: Day, to: Day, people: InLine })
  .refine(({ from, to }) => from <= to, 'it ends before it begins');

/** Who answers for an audience, when, and what happens when nobody does. */
export const Duty = z.strictObject({
  shifts: z.array(Shift).min(1),
  exceptions: z.array(Exception).default([]),
  /** Nothing is told then; it waits for the end and comes together. */
  quietHours: ClockSpan.nullable().optional(),
  /** Without an acknowledgement in this time the next in line is told. */
  acknowledgeHours: z.number().positive().optional(),
  /** Who is told when the whole line is through; a department's default is that of the registry. */
  escalatesTo: Audience.optional(),
});
export type Duty = z.infer<typeof Duty>;

/** The first moment of a usual week at which nobody is on duty, as `sat 18:00`; null: there is none. */
export function gapOf({ shifts }: Duty): string | null {
  const clocks = ['00:00', ...shifts.flatMap(({ from, to }) => [from, to])].filter(
    (clock) => clock !== '24:00',
  );
  const week = Temporal.PlainDate.from('2026-01-05');
  for (const [index, weekday] of weekdays.entries()) {
    for (const clock of clocks.toSorted()) {
      const time = week.add({ days: index }).toZonedDateTime({ timeZone: 'UTC', plainTime: clock });
      if (lineAt({ shifts, exceptions: [] }, time).length === 0) return `${weekday} ${clock}`;
    }
  }
  return null;
}

/** The people on duty at a moment in the city's zone, the first in line first; empty: nobody. */
export function lineAt(duty: Pick<Duty, 'shifts' | 'exceptions'>, time: Temporal.ZonedDateTime): string[] {
  const today = time.toPlainDate().toString();
  // Of two exceptions the later one in the file was written later, so it holds.
  const exception = duty.exceptions.findLast(({ from, to }) => from <= today && today <= to);
  if (exception) return exception.people;
  const shift = duty.shifts.find((candidate) => {
    const day = spanDay(candidate, time);
    return day !== null && candidate.days.includes(weekdays[day.dayOfWeek - 1]!);
  });
  return shift?.people ?? [];
}
