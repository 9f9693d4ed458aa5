import type { Site, SiteMeter } from '../city/site.ts';
import type { SiteDay } from '../life/day.ts';
import type { Stop } from '../life/stops.ts';
import type { WorkDay } from '../load/piece.ts';
import type { MeterLoad } from '../load/site-run.ts';
import type { Frame } from '../meters/frame.ts';
import type { Random } from '../random.ts';
import type { DayNumber } from '../surroundings/days.ts';
import type { CityEvent } from '../surroundings/events.ts';
import type { CityDay } from '../surroundings/surroundings.ts';

/** One stretch of days over which a confounder is at work on a site. */
export interface Spell {
  confounder: Confounder;
  seed: number;
  /** Both inclusive. */
  from: DayNumber;
  to: DayNumber;
}

/** What a frame's confounder knows besides the frame. */
export interface Telling {
  spell: Spell;
  day: DayNumber;
  site: Site;
  meter: SiteMeter;
  /** What the register showed at the beginning of the spell. */
  shownAtFrom: number;
  /** Readings of a meter a day: 96 of history, more when it speaks live. */
  perDay: number;
  /** What hung on the meter on any day, kW for each quarter of an hour. */
  loadOn: (day: DayNumber) => Float64Array;
  random: Random;
}

/**
 * Something that must not fool a detector, by its name in the command line. Each has only the hooks that it needs;
 * the hooks follow a day from what happens to what is sent.
 */
export interface Confounder {
  name: string;
  /** One sentence: what one would see on the site. */
  about: string;
  /** Shortest and longest stretch in days; null: it lasts to the end. */
  days: readonly [shortest: number, longest: number] | null;
  fits: (site: Site) => boolean;
  /** Which meters of a site it reaches; by default all of them on one site, one on another. */
  reach?: 'all' | 'one';
  /** It covers a stop of the site where there is one: with days before and after, or only days within. */
  coversStop?: 'around' | 'within';
  /** Gives a site another first day; null: not a site of this kind. */
  begins?: (
    site: Pick<Site, 'category' | 'lifeDays'>,
    firstDay: DayNumber,
    random: Random,
  ) => DayNumber | null;
  /** Changes a site or its meters once, when the city is made. */
  shapes?: (site: Site, spell: Spell, random: Random) => void;
  /** Befalls the whole city, once a quarter of a year. */
  event?: (from: DayNumber, random: Random) => CityEvent;
  /** Changes what happens on a day: truth follows. */
  lives?: (day: SiteDay, spell: Spell, city: CityDay, site: Site) => void;
  /** Adds or takes load: `workKw` is building, `kw` the rest. */
  loads?: (load: MeterLoad, day: WorkDay, spell: Spell, city: CityDay, site: Site, random: Random) => void;
  /** The share of the true energy that the meter counts while it lasts; 1 = sound. */
  counts?: (spell: Spell, meter: SiteMeter) => number;
  /** Changes what the meter sends. */
  tells?: (frame: Frame, telling: Telling) => void;
  /** What the link does to live messages: there is none, it keeps them until the end, or it breaks some. */
  link?: 'dead' | 'holds' | 'breaks';
}

export const anySite = (): boolean => true;

/** A stop that somebody has to answer for, and long enough to be tempted to hide. */
export function isLong(stop: Stop): boolean {
  return !stop.approved && stop.to - stop.from >= 9;
}

export function withStop(site: Site): boolean {
  return site.stops.some(isLong);
}

export function reaches(spell: Spell, meterIndex: number, meterCount: number): boolean {
  const { reach } = spell.confounder;
  if (reach === 'all' || (reach === undefined && spell.seed % 3 !== 0)) return true;
  return (spell.seed >>> 2) % meterCount === meterIndex;
}

/** How long the stop that a spell covers has lasted on a day; below 0 outside of one. */
export function daysStopped(site: Site, spell: Spell, day: DayNumber): number {
  const stop = site.stops.find((each) => each.from <= day && day <= each.to && each.from <= spell.to);
  return stop === undefined ? -1 : day - stop.from;
}

export function isActive(spell: Spell, day: DayNumber): boolean {
  return spell.from <= day && day <= spell.to;
}
