import type { ActivityState } from '../../model/activity.ts';
import { medianOf } from '../energy/memory.ts';
import type { DayDigest } from './digest.ts';

/** A working day as the baseline remembers it. */
export interface WorkedDay {
  day: number;
  kwh: number;
  /** null: the day showed no shape. */
  aboveKwh: number | null;
  floorKwh: number | null;
}

/** What is remembered of a project's activity at the begin of a day; plain values. */
export interface ActivityMemory {
  /** The state before, for the band in which it goes on; unknown days do not change it. */
  state: ActivityState;
  /** The last working days, oldest first. No day joins while the project stands, so the baseline is frozen then. */
  worked: WorkedDay[];
  /** The standing load of the last known days, kWh a day, newest last. */
  floors: number[];
  /** For each weekday from Monday: how many of the last ones were worked, fading; and of how many. */
  weekdayWorked: number[];
  weekdaySeen: number[];
  /** Mean energy of each hour of a working day, kWh. */
  hourKwh: number[];
  hourDays: number;
}

export function newActivityMemory(): ActivityMemory {
  return {
    state: 'unknown',
    worked: [],
    floors: [],
    weekdayWorked: new Array<number>(7).fill(0),
    weekdaySeen: new Array<number>(7).fill(0),
    hourKwh: new Array<number>(24).fill(0),
    hourDays: 0,
  };
}

/** A project's own normal working day. */
export interface Baseline {
  kwh: number;
  /** Energy above the site's own standing load; null: the meters show no shape. */
  aboveKwh: number | null;
  /** The standing load over 24 hours. */
  floorKwh: number | null;
  days: number;
}

export function baselineOf(memory: ActivityMemory): Baseline | null {
  const { worked, floors } = memory;
  if (worked.length === 0) return null;
  const above = worked.flatMap((day) => (day.aboveKwh === null ? [] : [day.aboveKwh]));
  return {
    kwh: medianOf(worked.map((day) => day.kwh)),
    aboveKwh: above.length * 2 < worked.length ? null : medianOf(above),
    floorKwh: floors.length === 0 ? null : medianOf(floors),
    days: worked.length,
  };
}

const floorsRemembered = 14;

/** Returns a new memory; the one before stays as it is. */
export function remember(
  memory: ActivityMemory,
  digest: DayDigest,
  state: ActivityState,
  weekday: number,
  counts: { baseline: boolean; weekday: boolean; baselineDays: number },
): ActivityMemory {
  if (state === 'unknown') return memory;
  const next = { ...memory, state };
  if (digest.shaped && counts.baseline) {
    next.floors = [...memory.floors.slice(1 - floorsRemembered), digest.floorKwh];
  }
  if (state === 'working' && counts.baseline) {
    const { day, kwh, shaped } = digest;
    const worked: WorkedDay = {
      day,
      kwh,
      aboveKwh: shaped ? digest.aboveKwh : null,
      floorKwh: shaped ? digest.floorKwh : null,
    };
    next.worked = [...memory.worked.slice(1 - counts.baselineDays), worked];
  }
  if (counts.weekday) {
    const at = weekday - 1;
    next.weekdaySeen = memory.weekdaySeen.with(at, memory.weekdaySeen[at]! * 0.75 + 1);
    next.weekdayWorked = memory.weekdayWorked.with(
      at,
      memory.weekdayWorked[at]! * 0.75 + (state === 'working' ? 1 : 0),
    );
  }
  return next;
}

/** The hours of a working day are a mean over about this many. */
const hourDaysRemembered = 20;

/** The memory after the hours of one more working day; NaN teaches nothing. */
export function withHours(memory: ActivityMemory, hourKwh: readonly number[]): ActivityMemory {
  const hourDays = Math.min(memory.hourDays + 1, hourDaysRemembered);
  return {
    ...memory,
    hourDays,
    hourKwh: memory.hourKwh.map((mean, hour) => {
      const kwh = hourKwh[hour] ?? Number.NaN;
      return Number.isNaN(kwh) ? mean : mean + (kwh - mean) / hourDays;
    }),
  };
}
