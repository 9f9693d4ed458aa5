/**
 * UTC epoch milliseconds of a local time in a configured zone: many meters say their clock's time and not its zone.
 * Offsets are remembered by the hour, because asking the zone costs a hundred times the rest.
 */
export class LocalTime {
  readonly #zone: string;
  readonly #offsets = new Map<number, number>();

  constructor(zone: string) {
    this.#zone = zone;
  }

  /** NaN when the fields are no time. A time that the clocks skip or repeat is read by the offset before the change. */
  epochMs(year: number, month: number, day: number, hour: number, minute: number, second: number): number {
    const utcMs = Date.UTC(year, month - 1, day, hour, minute, second);
    const date = new Date(utcMs);
    const same =
      date.getUTCFullYear() === year &&
      date.getUTCMonth() === month - 1 &&
      date.getUTCDate() === day &&
      date.getUTCHours() === hour &&
      date.getUTCMinutes() === minute &&
      date.getUTCSeconds() === second;
    if (!same) return Number.NaN;
    return utcMs - this.#offsetMs(utcMs);
  }

  /** `YYYY-MM-DDThh:mm[:ss]` or with a space; NaN when it is no such text. */
  parse(text: string): number {
    const parts = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?$/.exec(text);
    if (parts === null) return Number.NaN;
    const [year, month, day, hour, minute, second] = parts.slice(1).map((part) => Number(part ?? 0));
    return this.epochMs(year!, month!, day!, hour!, minute!, second!);
  }

  #offsetMs(localMs: number): number {
    const hour = Math.floor(localMs / 3_600_000);
    const known = this.#offsets.get(hour);
    if (known !== undefined) return known;
    const local = Temporal.Instant.fromEpochMilliseconds(hour * 3_600_000)
      .toZonedDateTimeISO('UTC')
      .toPlainDateTime();
    const offset =
      hour * 3_600_000 - local.toZonedDateTime(this.#zone, { disambiguation: 'earlier' }).epochMilliseconds;
    // A day of hours and its neighbours are enough for live data; a history may ask for more, and starts again.
    if (this.#offsets.size > 10_000) this.#offsets.clear();
    this.#offsets.set(hour, offset);
    return offset;
  }
}
