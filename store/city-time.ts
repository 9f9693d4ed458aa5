import type { TimeRange } from './readings.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const quarterMs = 900_000;

/** A stretch in which the zone's offset from UTC does not change: from ≤ t < to. */
export interface OffsetStretch extends TimeRange {
  offsetMs: number;
}

/**
 * The city's hours and days. Every offset and every day is asked of `Temporal` once and then remembered, because
 * the writers of rollups ask for millions of instants and only for some thousand days.
 */
export class CityTime {
  readonly zone: string;
  readonly #offsets = new Map<number, number>();
  readonly #days = new Map<number, { startMs: number; endMs: number }>();

  /** `zone` is an IANA name; a RangeError for an unknown one. */
  constructor(zone: string) {
    this.zone = zone;
    this.#offsetAt(0);
  }

  /** The day that the instant lies in: start ≤ t < end; 23, 24 or 25 hours where clocks change. */
  day(timeMs: number): { startMs: number; endMs: number } {
    const key = Math.floor((timeMs + this.#offsetAt(timeMs)) / dayMs);
    let day = this.#days.get(key);
    if (day === undefined) {
      const date = Temporal.PlainDate.from('1970-01-01').add({ days: key });
      day = {
        startMs: date.toZonedDateTime(this.zone).epochMilliseconds,
        endMs: date.add({ days: 1 }).toZonedDateTime(this.zone).epochMilliseconds,
      };
      this.#days.set(key, day);
    }
    return day;
  }

  /** Begin of the city's hour that the instant lies in. */
  hourStart(timeMs: number): number {
    const offset = this.#offsetAt(timeMs);
    return Math.floor((timeMs + offset) / hourMs) * hourMs - offset;
  }

  /** The days that lie in the range whole, and what is left of it before and after them. */
  daysOf({ fromMs, toMs }: TimeRange): { whole: TimeRange | null; cuts: TimeRange[] } {
    const first = this.day(fromMs);
    const wholeFrom = first.startMs === fromMs ? fromMs : Math.min(first.endMs, toMs);
    const wholeTo = Math.max(wholeFrom, this.day(toMs).startMs);
    const cuts = [
      { fromMs, toMs: wholeFrom },
      { fromMs: wholeTo, toMs },
    ];
    return {
      whole: wholeFrom < wholeTo ? { fromMs: wholeFrom, toMs: wholeTo } : null,
      cuts: cuts.filter((cut) => cut.fromMs < cut.toMs),
    };
  }

  /** The range cut where the offset changes, so that within a stretch hours are plain arithmetic. */
  stretches({ fromMs, toMs }: TimeRange): OffsetStretch[] {
    const found: OffsetStretch[] = [];
    for (let start = fromMs; start < toMs; ) {
      const next = Temporal.Instant.fromEpochMilliseconds(start)
        .toZonedDateTimeISO(this.zone)
        .getTimeZoneTransition('next');
      const end = Math.min(toMs, next?.epochMilliseconds ?? toMs);
      found.push({ fromMs: start, toMs: end, offsetMs: this.#offsetAt(start) });
      start = end;
    }
    return found;
  }

  // Zones change their offset only at quarters of an hour.
  #offsetAt(timeMs: number): number {
    const quarter = Math.floor(timeMs / quarterMs);
    let offset = this.#offsets.get(quarter);
    if (offset === undefined) {
      const instant = Temporal.Instant.fromEpochMilliseconds(quarter * quarterMs);
      offset = instant.toZonedDateTimeISO(this.zone).offsetNanoseconds / 1e6;
      this.#offsets.set(quarter, offset);
    }
    return offset;
  }
}
