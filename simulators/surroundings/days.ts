export const dayMs = 86_400_000;
export const stepsPerDay = 96;
export const stepMs = 15 * 60_000;

/** Asia/Shanghai has kept +08:00 without summer time since 1991, so days can be plain numbers here. */
export const zoneOffset = '+08:00';
const zoneOffsetMs = 8 * 3_600_000;

/** A calendar day of the city as a number: days since 1970-01-01. Loads are drawn by it. */
export type DayNumber = number;

export function dayNumber(text: string): DayNumber {
  return Math.round(Date.parse(`${text}T00:00:00Z`) / dayMs);
}

export function dayText(day: DayNumber): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** The instant the day begins in the city, UTC epoch milliseconds. */
export function dayStartMs(day: DayNumber): number {
  return day * dayMs - zoneOffsetMs;
}

export function dayAt(timeMs: number): DayNumber {
  return Math.floor((timeMs + zoneOffsetMs) / dayMs);
}

/** 1 = Monday … 7 = Sunday. */
export function weekday(day: DayNumber): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}
