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
  if (!knowsValues(hours)) return null;
  const kwh: number[] = [];
  for (let hour = 0; hour < 24; hour += 3) {
    const sum = hours[hour]! + hours[hour + 1]! + hours[hour + 2]!;
    if (Number.isNaN(sum)) return null;
    // Hundredths are enough, and keep checkpoints small.
    kwh.push(Math.round(100 * sum) / 100);
  }
  return { day, kwh };
}

/** Whether so many hours differ from each other by hundredths at least. */
function knowsValues(hours: readonly number[]): boolean {
  const values: number[] = [];
  for (const kwh of hours) {
    const value = Math.round(100 * kwh);
    if (values.includes(value)) continue;
    values.push(value);
    if (values.length === leastValues) return true;
  }
  return false;
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
  const highest = Math.max(...kwh);
  return highest - Math.min(...kwh) > leastUnevenness * highest;
}

function isNear(one: DayPrint, other: DayPrint, nearKwh: number): boolean {
  for (let i = 0; i < one.kwh.length; i += 1) {
    if (!(Math.abs(one.kwh[i]! - other.kwh[i]!) <= nearKwh)) return false;
  }
  return true;
}
