import type { DayDigest } from './digest.ts';

/** What a day looked like in a few figures: energy of eight stretches of three hours, kWh. */
export interface DayPrint {
  day: number;
  kwh: number[];
}

/** Days whose print is kept: what is sent again is a day, a week or a few weeks old. */
export const printsRemembered = 28;
/** Two days of machines differ by more than this share of their energy; registers round by less. */
const sameShare = 0.002;
/** A day whose stretches differ less from each other is flat, and flat days are all alike. */
const leastUnevenness = 0.2;
/** A register in coarse steps knows few values, and its days are alike by chance. */
const leastValues = 10;
/** One day may be like another by chance, two in a row are not. */
const leastInARow = 2;

/** null: not all of the day is known, or too little of its shape. */
export function printOf({
  day,
  hours,
  shaped,
}: Pick<DayDigest, 'day' | 'hours' | 'shaped'>): DayPrint | null {
  if (!shaped || hours.length !== 24) return null;
  if (new Set(hours.map((kwh) => Math.round(100 * kwh))).size < leastValues) return null;
  const kwh = Array.from({ length: 8 }, (_, i) => hours[3 * i]! + hours[3 * i + 1]! + hours[3 * i + 2]!);
  // Hundredths are enough, and keep checkpoints small.
  return kwh.some(Number.isNaN) ? null : { day, kwh: kwh.map((one) => Math.round(100 * one) / 100) };
}

/** Days in a row up to this one that are the same, to the last digit, as one of the weeks before. */
export function repeatsWith(print: DayPrint | null, prints: readonly DayPrint[], repeats: number): number {
  if (print === null || !isUneven(print)) return 0;
  let sum = 0;
  for (const kwh of print.kwh) sum += kwh;
  return prints.some((one) => isNear(one, print, sameShare * sum)) ? repeats + 1 : 0;
}

/** Readings that were sent before are no measurement, whatever they show. */
export function isRepeated(repeats: number): boolean {
  return repeats >= leastInARow;
}

function isUneven({ kwh }: DayPrint): boolean {
  return Math.max(...kwh) - Math.min(...kwh) > leastUnevenness * Math.max(...kwh);
}

function isNear(one: DayPrint, other: DayPrint, nearKwh: number): boolean {
  return one.kwh.every((kwh, i) => Math.abs(kwh - other.kwh[i]!) <= nearKwh);
}
