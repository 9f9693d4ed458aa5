import type { Site, SiteMeter } from '../city/site.ts';
import { makeSites } from '../city/sites.ts';
import type { SiteDay } from '../life/day.ts';
import { usualStops } from '../life/stops.ts';
import { SiteRun } from '../load/site-run.ts';
import { Frame } from '../meters/frame.ts';
import { tellDay } from '../meters/telling.ts';
import { type DayNumber, dayNumber } from '../surroundings/days.ts';
import { Surroundings } from '../surroundings/surroundings.ts';
import { reaches, type Spell } from './confounder.ts';
import { mixOf } from './list.ts';
import { eventsOf } from './spells.ts';

/** What a meter sent on one day, in the order it was sent. */
export interface Sent {
  id: string;
  time: Float64Array;
  energy: Float64Array;
  power: Float64Array;
  /** The lowest of the three phases. */
  voltage: Float64Array;
}

/** One day of a site, kept: what happened, what each meter carried, and what it sent. */
export interface KeptDay {
  happened: SiteDay;
  meters: {
    meter: SiteMeter;
    kw: Float64Array;
    workKw: Float64Array;
    /** True energy at the day's end since the first day. */
    kwh: number;
    sent: Sent;
  }[];
}

/** A site in a city with one confounder, and the same site in the city without it. */
export interface SideBySide {
  site: Site;
  spell: Spell;
  /** Index of a meter that the spell reaches. */
  meter: number;
  firstDay: DayNumber;
  withIt: KeptDay[];
  without: KeptDay[];
}

export interface Comparison {
  startDay?: string;
  days?: number;
  seed?: number;
  /** Only sites of this kind. */
  where?: (site: Site, spell: Spell) => boolean;
}

interface SiteCity {
  sites: Site[];
  surroundings: Surroundings;
  firstDay: DayNumber;
}

const cities = new Map<string, SiteCity>();

/** The sites without their registry, kept: most comparisons are against the same plain city. */
function cityOf(names: string, seed: number, startDay: string): SiteCity {
  const key = `${names} ${seed} ${startDay}`;
  const known = cities.get(key);
  if (known !== undefined) return known;
  const firstDay = dayNumber(startDay);
  const mix = mixOf(names);
  const made = {
    sites: makeSites(seed, 140, firstDay, usualStops, mix),
    surroundings: new Surroundings(seed, eventsOf(mix, seed, firstDay)),
    firstDay,
  };
  cities.set(key, made);
  return made;
}

function keep({ surroundings, firstDay }: SiteCity, site: Site, days: number): KeptDay[] {
  const run = new SiteRun(site, surroundings, firstDay);
  const frame = new Frame();
  return Array.from({ length: days }, () => {
    const happened = run.next();
    const meters = run.loads.map((load) => {
      tellDay(frame, run, load);
      const { voltageA, voltageB, voltageC, count } = frame;
      const sent = {
        id: frame.id,
        time: frame.timeMs.slice(0, count),
        energy: frame.energyKwh.slice(0, count),
        power: frame.powerKw.slice(0, count),
        voltage: voltageA.slice(0, count).map((a, i) => Math.min(a, voltageB[i]!, voltageC[i]!)),
      };
      return {
        meter: load.meter,
        kw: load.kw.slice(),
        workKw: load.workKw.slice(),
        kwh: load.kwhAt[96]!,
        sent,
      };
    });
    return { happened, meters };
  });
}

/** The first sites of a small city that meet a confounder well inside the days looked at, each beside its sound self. */
export function sideBySide(name: string, comparison: Comparison = {}): SideBySide[] {
  const { startDay = '2026-04-01', days = 120, seed = 11, where = () => true } = comparison;
  const city = cityOf(name, seed, startDay);
  const plain = cityOf('none', seed, startDay);
  const lastDay = city.firstDay + days - 1;
  return city.sites
    .flatMap((site, index) => {
      const spell = site.spells.find((each) => each.confounder.name === name && each.from <= lastDay - 12);
      const builds = site.start < city.firstDay - 20 && site.finish > lastDay + 5;
      if (spell === undefined || !(builds || spell.confounder.begins) || !where(site, spell)) return [];
      return [{ site, spell, sound: plain.sites[index]! }];
    })
    .slice(0, 3)
    .map(({ site, spell, sound }) => ({
      site,
      spell,
      meter: site.meters.findIndex((_, i) => reaches(spell, i, site.meters.length)),
      firstDay: city.firstDay,
      withIt: keep(city, site, days),
      without: keep(plain, sound, days),
    }));
}

/** The days of a comparison on which the spell is at work. */
export function during({
  spell,
  firstDay,
  withIt,
  without,
}: SideBySide): { withIt: KeptDay; without: KeptDay }[] {
  return withIt.flatMap((day, i) =>
    firstDay + i >= spell.from && firstDay + i <= spell.to ? [{ withIt: day, without: without[i]! }] : [],
  );
}

export function energy(day: KeptDay, part: 'kw' | 'workKw' = 'kw'): number {
  return day.meters.reduce((sum, each) => sum + each[part].reduce((all, kw) => all + kw * 0.25, 0), 0);
}

/** Energy between two hours of the day. */
export function energyBetween(day: KeptDay, fromHour: number, toHour: number): number {
  return day.meters.reduce(
    (sum, { kw }) => sum + kw.subarray(fromHour * 4, toHour * 4).reduce((all, each) => all + each * 0.25, 0),
    0,
  );
}
