import { weekdayOf } from '../city-days.ts';
import type { MeterMemory } from './memory.ts';

const kinds = [0, 1, 1, 1, 2, 3, 4];

/**
 * Five kinds of day: Monday, Friday, Saturday and Sunday stand for themselves, Tuesday to Thursday may borrow from
 * each other (estimation code of the Californian utilities; docs/method.md).
 */
export function kindOfDay(day: number): number {
  return kinds[weekdayOf(day) - 1]!;
}

/** A mean over the last eight or so like days: slow enough to be calm, quick enough to follow the season. */
const memoryOfLikeDays = 8;

/** How many days' floors are remembered: two weeks hold every weekday twice. */
const rememberedFloors = 14;

/** A week, as in `peakFactor`: power that has not been seen for long says little about the present. */
const peakFadePerDay = 0.98;

/** What a finished day teaches about its meter. `hourKwh` holds NaN where an hour was not fully measured. */
export function learnDay(
  memory: MeterMemory,
  day: number,
  hourKwh: readonly number[],
  shaped: boolean,
): void {
  const kind = kindOfDay(day) * 24;
  let known = 0;
  let lowest = Number.POSITIVE_INFINITY;
  let second = Number.POSITIVE_INFINITY;
  memory.peakKw *= peakFadePerDay;
  for (let hour = 0; hour < Math.min(24, hourKwh.length); hour += 1) {
    const kwh = hourKwh[hour]!;
    if (Number.isNaN(kwh)) continue;
    known += 1;
    second = Math.min(second, Math.max(lowest, kwh));
    lowest = Math.min(lowest, kwh);
    const seen = memory.hourCount[kind + hour]!;
    const mean = memory.hourKwh[kind + hour]!;
    memory.hourKwh[kind + hour] = mean + (kwh - mean) / Math.min(seen + 1, memoryOfLikeDays);
    memory.hourCount[kind + hour] = Math.min(seen + 1, memoryOfLikeDays);
    if (kwh > memory.peakKw) memory.peakKw = kwh;
  }
  if (!shaped || known < 20) return;
  // The second lowest: one hour of a short outage is no floor.
  memory.floorsKw.push(second);
  if (memory.floorsKw.length > rememberedFloors) memory.floorsKw.shift();
}

/** The mean of like days for one hour, kWh; NaN where no like day has been seen. */
export function likeHourKwh(memory: MeterMemory, day: number, hour: number): number {
  const at = kindOfDay(day) * 24 + Math.min(hour, 23);
  return memory.hourCount[at] === 0 ? Number.NaN : memory.hourKwh[at]!;
}

/** The lowest load that recent days have known, kW; 0 where even nothing is normal, or too little is known. */
export function floorKw(memory: MeterMemory): number {
  return memory.floorsKw.length < 3 ? 0 : Math.min(...memory.floorsKw);
}

/** The mean energy of a day, kWh; 0 where too little is known. */
export function usualDayKwh({ hourKwh, hourCount }: MeterMemory): number {
  let sum = 0;
  let hours = 0;
  for (let i = 0; i < hourKwh.length; i += 1) {
    if (hourCount[i] === 0) continue;
    sum += hourKwh[i]!;
    hours += 1;
  }
  return hours === 0 ? 0 : (24 * sum) / hours;
}
