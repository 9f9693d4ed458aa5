/** Calendar days of the city as numbers: day 0 is 1970-01-01, so that a day before is a subtraction. */

const dayMs = 86_400_000;

/** The same few hundred days are asked for again and again, for every project: answers are kept, up to so many. */
const mostKept = 16_384;
const numbers = new Map<string, number>();
const texts = new Map<number, string>();

/** Of a date `YYYY-MM-DD`; NaN: there is no such day. */
export function dayNumber(date: string): number {
  let day = numbers.get(date);
  if (day === undefined) {
    day = Math.round(Date.parse(`${date}T00:00:00Z`) / dayMs);
    keep(numbers, date, day);
  }
  return day;
}

/** `YYYY-MM-DD`. */
export function dayText(day: number): string {
  let text = texts.get(day);
  if (text === undefined) {
    text = new Date(day * dayMs).toISOString().slice(0, 10);
    keep(texts, day, text);
  }
  return text;
}

function keep<Key, Value>(kept: Map<Key, Value>, key: Key, value: Value): void {
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, value);
}

/** 1 = Monday to 7 = Sunday. */
export function weekdayOf(day: number): number {
  return ((day + 3) % 7) + 1;
}

/** Where the days of one zone begin. */
export interface CityDays {
  /** UTC epoch milliseconds. */
  beginOf(day: number): number;
  /** The day that a moment lies in. */
  at(timeMs: number): number;
}

const zones = new Map<string, CityDays>();

/** The days of a zone; asks Temporal once for each stretch between two clock changes: it is slow in a hot loop. */
export function cityDays(timeZone: string): CityDays {
  let days = zones.get(timeZone);
  if (days === undefined) {
    days = daysOfZone(timeZone);
    zones.set(timeZone, days);
  }
  return days;
}

function daysOfZone(timeZone: string): CityDays {
  let span = spanOf(timeZone, 0);
  function offsetAt(timeMs: number): number {
    if (timeMs < span.fromMs || timeMs >= span.toMs) span = spanOf(timeZone, timeMs);
    return span.offsetMs;
  }
  function beginOf(day: number): number {
    const guess = day * dayMs - offsetAt(day * dayMs);
    const offset = offsetAt(guess);
    if (day * dayMs - offset === guess) return guess;
    return Temporal.PlainDate.from(dayText(day)).toZonedDateTime(timeZone).epochMilliseconds;
  }
  function at(timeMs: number): number {
    let day = Math.floor((timeMs + offsetAt(timeMs)) / dayMs);
    while (beginOf(day) > timeMs) day -= 1;
    while (beginOf(day + 1) <= timeMs) day += 1;
    return day;
  }
  return { beginOf, at };
}

/** The stretch around a moment over which the zone's clocks keep their distance from UTC. */
function spanOf(timeZone: string, timeMs: number): { fromMs: number; toMs: number; offsetMs: number } {
  const local = Temporal.Instant.fromEpochMilliseconds(timeMs).toZonedDateTimeISO(timeZone);
  // What is before this moment is before the next one too, and a change at this very moment is its begin.
  const before = local.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  return {
    fromMs: before?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    toMs: local.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offsetMs: local.offsetNanoseconds / 1e6,
  };
}
