import type { ActivityState } from '../../model/activity.ts';
import { medianOf } from '../order.ts';
import type { CampDay } from './camp.ts';
import type { DayVerdict } from './compare.ts';
import type { DayDigest } from './digest.ts';
import { type DayPrint, printsRemembered } from './repeat.ts';
import { excessKwh, highestOf, restHours } from './shape.ts';

/** A working day as the baseline remembers it. */
export interface WorkedDay {
  day: number;
  kwh: number;
  /** Energy above the day's own floor; null: the day showed no shape. */
  aboveKwh: number | null;
  /** Energy of the shift by its parts; null: the day showed no shape. */
  workKwh: number | null;
}

/** What is remembered of a project's activity at the begin of a day; plain values. */
export interface ActivityMemory {
  /** The state before, for the band in which it goes on; unknown days do not change it. */
  state: ActivityState;
  /** The last working days, oldest first. No day joins while the project stands, so the baseline is frozen then. */
  worked: WorkedDay[];
  /** The standing load of the last known days, kWh a day, newest last. */
  floors: number[];
  /** The highest hour of rest of the last known days, kWh, newest last. */
  restHighs: number[];
  /** Energy of the last days without work, kWh, newest last. */
  idleKwh: number[];
  /** How much the last days followed the hours of work with little energy; grows and shrinks by one a day. */
  rhythmCredit: number;
  /** Share of the days without work that followed the hours of work all the same, fading. */
  idleRhythm: number;
  /** Mean energy of each hour of a working day, kWh. */
  hourKwh: number[];
  hourDays: number;
  /** Energy above the day's own floor of the last known days, worked or not, kWh, newest last. */
  recentAbove: number[];
  /** What the camp's meters said on the last working days, newest last. */
  camp: CampDay[];
  /** What the last weeks' days looked like, and how many up to now are the same as one of them. */
  prints: DayPrint[];
  repeats: number;
  /** Log odds of work of the last known day. */
  logOdds: number;
  /** Days that the comparison or the scorecard called worked, and those of them that the scorecard did. */
  calledWorked: number;
  weighedWorked: number;
}

export function newActivityMemory(): ActivityMemory {
  return {
    state: 'unknown',
    worked: [],
    floors: [],
    restHighs: [],
    idleKwh: [],
    rhythmCredit: 0,
    idleRhythm: 0.5,
    hourKwh: new Array<number>(24).fill(0),
    hourDays: 0,
    recentAbove: [],
    camp: [],
    prints: [],
    repeats: 0,
    logOdds: 0,
    calledWorked: 0,
    weighedWorked: 0,
  };
}

/** A project's own normal working day. */
export interface Baseline {
  kwh: number;
  /** Energy above a day's own floor; null: the meters show no shape. */
  aboveKwh: number | null;
  workKwh: number | null;
  /** Energy above what the site draws in its hours of rest, and that; null: not known yet. */
  excessKwh: number | null;
  ceilingKwh: number | null;
  /** The standing load over 24 hours. */
  floorKwh: number | null;
  days: number;
}

export function baselineOf(memory: ActivityMemory): Baseline | null {
  const { worked, floors } = memory;
  if (worked.length === 0) return null;
  const kwh: number[] = [];
  const above: number[] = [];
  const work: number[] = [];
  for (const day of worked) {
    kwh.push(day.kwh);
    if (day.aboveKwh !== null) above.push(day.aboveKwh);
    if (day.workKwh !== null) work.push(day.workKwh);
  }
  const shaped = above.length * 2 >= worked.length;
  const ceilingKwh = ceilingOf(memory);
  return {
    kwh: medianOf(kwh),
    aboveKwh: shaped ? medianOf(above) : null,
    workKwh: shaped ? medianOf(work) : null,
    excessKwh: ceilingKwh === null ? null : excessKwh(memory.hourKwh, ceilingKwh),
    ceilingKwh,
    floorKwh: floors.length === 0 ? null : medianOf(floors),
    days: worked.length,
  };
}

const floorsRemembered = 14;

/** Fewer days tell too little of the hours of rest. */
const leastProfileDays = 3;
const idleRemembered = 14;
const campRemembered = 14;
const idleRhythmDays = 5;
const idleLikeness = 0.6;
/** Two weeks: their days of rest keep most of the credit. */
const mostRhythmCredit = 14;

/**
 * What the site may draw when nobody works: the usual highest hour of rest (the night-time maximum of NIOM, made robust
 * against a week of work at night).
 */
function ceilingOf({ restHighs, hourDays }: ActivityMemory): number | null {
  if (hourDays < leastProfileDays || restHighs.length === 0) return null;
  return medianOf(restHighs);
}

/** What was taken for work in the first days was none when three days in a row come to a multiple of it. */
const youngDays = 15;
const multipleOfFalseStart = 2;

function withoutFalseStart(worked: WorkedDay[]): WorkedDay[] {
  if (worked.length > youngDays || worked.length < 5) return worked;
  const before = medianOf(worked.slice(0, -3).map(({ kwh }) => kwh));
  const last = worked.slice(-3);
  return last.every(({ kwh }) => kwh >= multipleOfFalseStart * before) ? last : worked;
}

/** A weak day in the hours of work raises it, a day without work lowers it, and a strong one ends the phase. */
function creditAfter(credit: number, rhythm: boolean, state: ActivityState): number {
  if (rhythm) return Math.min(mostRhythmCredit, credit + 1);
  return state === 'working' ? 0 : Math.max(0, credit - 1);
}

function withPrint(
  memory: ActivityMemory,
  { print, repeats }: { print: DayPrint | null; repeats: number },
): ActivityMemory {
  if (print === null) return repeats === memory.repeats ? memory : { ...memory, repeats };
  return { ...memory, repeats, prints: [...memory.prints.slice(1 - printsRemembered), print] };
}

/** Returns a new memory; the one before stays as it is. */
export function remember(
  memory: ActivityMemory,
  digest: DayDigest,
  { state, rhythm, likeness, logOdds }: Pick<DayVerdict, 'state' | 'rhythm' | 'likeness' | 'logOdds'>,
  counts: {
    measured: boolean;
    baseline: boolean;
    baselineDays: number;
    agrees: boolean | null;
    print: DayPrint | null;
    repeats: number;
  },
): ActivityMemory {
  const known = withPrint(memory, counts);
  if (state === 'unknown') return known;
  const next = { ...known, state, logOdds };
  if (digest.shaped) next.recentAbove = [...memory.recentAbove.slice(-59), digest.aboveKwh];
  if (digest.shaped && counts.measured) {
    next.floors = [...memory.floors.slice(1 - floorsRemembered), digest.floorKwh];
    const high = highestOf(digest.hours, restHours(memory.hourKwh));
    const moved = state === 'working' && likeness < 0;
    if (memory.hourDays >= leastProfileDays && !Number.isNaN(high) && !moved) {
      next.restHighs = [...memory.restHighs.slice(1 - floorsRemembered), high];
    }
  }
  if (counts.agrees !== null) {
    next.calledWorked += 1;
    if (counts.agrees) next.weighedWorked += 1;
  }
  next.rhythmCredit = creditAfter(memory.rhythmCredit, rhythm, state);
  if (state === 'idle' && counts.measured) {
    next.idleRhythm =
      memory.idleRhythm + ((likeness >= idleLikeness ? 1 : 0) - memory.idleRhythm) / idleRhythmDays;
    next.idleKwh = [...memory.idleKwh.slice(1 - idleRemembered), digest.kwh];
  }
  if (state === 'working' && digest.camp !== null) {
    next.camp = [...memory.camp.slice(1 - campRemembered), digest.camp];
  }
  if (state === 'working' && counts.baseline) {
    const { day, kwh, shaped } = digest;
    const worked: WorkedDay = {
      day,
      kwh,
      aboveKwh: shaped ? digest.aboveKwh : null,
      workKwh: digest.parts?.workKwh ?? null,
    };
    next.worked = withoutFalseStart([...memory.worked.slice(1 - counts.baselineDays), worked]);
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

/** Fewer working days tell too little of a site's usual hours. */
const leastHourDays = 5;

/** Mean energy of each hour of a working day, kWh; null: too few are known. */
export function workedHours({ hourDays, hourKwh }: ActivityMemory): readonly number[] | null {
  return hourDays < leastHourDays ? null : hourKwh;
}
