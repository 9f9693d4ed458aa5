import type { MeterRole } from '../../model/meter.ts';
import type { Spell } from '../confounders/confounder.ts';
import type { Stop } from '../life/stops.ts';
import { type DayNumber, dayNumber, dayText } from '../surroundings/days.ts';
import type { Category } from './categories.ts';

/** How a site rests: every day worked, Sundays off, every other Sunday off, or two days a week. */
export type Rest = 'none' | 'sunday' | 'alternate' | 'weekend';

/** A meter of the simulated city, with what hangs on it. */
export interface SiteMeter {
  id: string;
  seed: number;
  role: MeterRole;
  /** Share of the site's machines and standing load that hangs on it, 0 to 1. */
  siteShare: number;
  /** The camp, or the tunnelling machine, hangs on it. */
  camp: boolean;
  machine: boolean;
  multiplier: number;
  /** Where the register begins again at nothing, before the multiplier; null: never. */
  registerMaxKwh: number | null;
  capacityKva: number;
  /** What the register shows at the beginning of the first day. */
  initialKwh: number;
  /** Publishes through this gateway; null: has a connection of its own. */
  gateway: string | null;
  profile: string;
  /** From a day on it carries another share of the site. */
  moved: { from: DayNumber; siteShare: number } | null;
  /** From a day on another meter is in its place. */
  successor: Successor | null;
}

export interface Successor {
  id: string;
  from: DayNumber;
  multiplier: number;
  initialKwh: number;
}

/** A project of the simulated city with everything that its registry row does not tell. */
export interface Site {
  id: string;
  seed: number;
  name: string;
  district: string;
  department: string;
  category: Category;
  longitude: number;
  latitude: number;
  totalWan: number;
  annualPlanWan: number;
  /** 1 = a typical site of its category. */
  size: number;
  plannedStart: DayNumber;
  plannedFinish: DayNumber;
  /** The day the first crew came, and the working life of the site in days without its stops. */
  start: DayNumber;
  lifeDays: number;
  /** The first day after handover, stops included. */
  finish: DayNumber;
  rest: Rest;
  nightWork: boolean;
  roundTheClock: boolean;
  /** Moves earth, drives piles and paves with diesel machines. */
  diesel: boolean;
  /** Produces already, on a meter of its own, while it is still being built. */
  produces: boolean;
  /** In the order of time, not overlapping. */
  stops: readonly Stop[];
  /** What there is on this site that must not fool a detector, in the order of its beginning. */
  spells: readonly Spell[];
  meters: readonly SiteMeter[];
}

/** Days of work behind a site on a day: stops do not bring it on. */
export function workedDays(site: Site, day: DayNumber): number {
  let worked = day - site.start;
  for (const stop of site.stops) {
    if (stop.from >= day) break;
    worked -= Math.min(day, stop.to + 1) - stop.from;
  }
  return Math.max(0, worked);
}

/** Days of a day's calendar year on which the site is to be built by its plan. */
export function plannedDaysIn(site: Pick<Site, 'plannedStart' | 'plannedFinish'>, day: DayNumber): number {
  const year = Number(dayText(day).slice(0, 4));
  const from = Math.max(site.plannedStart, dayNumber(`${year}-01-01`));
  const to = Math.min(site.plannedFinish, dayNumber(`${year}-12-31`));
  return Math.max(0, to - from + 1);
}
