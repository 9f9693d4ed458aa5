import type { Site } from '../city/site.ts';
import type { Stop } from '../life/stops.ts';
import { chanceOf, Random, seedOf } from '../random.ts';
import type { DayNumber } from '../surroundings/days.ts';
import type { CityEvent } from '../surroundings/events.ts';
import { type Confounder, isLong, type Spell } from './confounder.ts';
import type { Mix } from './list.ts';

/** Confounders are dealt out a quarter of a year at a time, so that a city never runs out of them. */
const quarterDays = 90;
const quarters = 12;

/** In the first quarter a site first shows for a month how it usually is. */
function firstDayIn(quarterStart: DayNumber, quarter: number, random: Random): DayNumber {
  return quarterStart + (quarter === 0 ? random.whole(32, 70) : random.whole(0, quarterDays - 1));
}

/** A longer stop that begins in the quarter. */
function stopIn(site: Site, quarterStart: DayNumber): Stop | undefined {
  return site.stops.find((stop) => {
    return isLong(stop) && stop.from >= quarterStart && stop.from < quarterStart + quarterDays;
  });
}

function stretch(
  confounder: Confounder,
  site: Site,
  quarterStart: DayNumber,
  quarter: number,
  random: Random,
): [DayNumber, DayNumber] {
  const from = firstDayIn(quarterStart, quarter, random);
  if (confounder.days === null) return [from, Number.MAX_SAFE_INTEGER];
  const days = random.whole(...confounder.days);
  const stop = confounder.coversStop ? stopIn(site, quarterStart) : undefined;
  if (stop === undefined) return [from, from + days - 1];
  if (confounder.coversStop === 'within') return [stop.from + random.whole(3, 6), stop.to];
  return [stop.from - random.whole(5, 25), stop.to + random.whole(3, 20)];
}

function isBegun(confounder: Confounder, chance: number, siteSeed: number): boolean {
  return chanceOf(siteSeed, 'begins', confounder.name) < chance;
}

/** The spells that a site goes through, in the order of their beginning; `begunBy` gave it its first day. */
export function spellsOf(
  site: Site,
  mix: Mix,
  cityFirstDay: DayNumber,
  begunBy: Confounder | undefined,
): Spell[] {
  const spells: Spell[] = [];
  if (begunBy !== undefined) {
    const seed = seedOf(site.seed, begunBy.name);
    spells.push({ confounder: begunBy, seed, from: cityFirstDay + 1, to: Number.MAX_SAFE_INTEGER });
  }
  for (const [confounder, chance] of mix) {
    if (confounder.begins !== undefined || !confounder.fits(site)) continue;
    const lasting = confounder.days === null;
    for (let quarter = 0; quarter < (lasting ? 2 : quarters); quarter++) {
      const seed = seedOf(site.seed, confounder.name, quarter);
      const random = new Random(seed);
      if (!random.chance(chance)) continue;
      const quarterStart = cityFirstDay + quarter * quarterDays;
      const [from, to] = stretch(confounder, site, quarterStart, quarter, random);
      if (spells.some((each) => each.confounder === confounder && each.to >= from && each.from <= to))
        continue;
      spells.push({ confounder, seed, from: Math.max(from, cityFirstDay + 1), to });
      if (lasting) break;
    }
  }
  return spells.sort((a, b) => a.from - b.from);
}

/** The confounder that gives a site its first day, and that day; null: it starts when it starts. */
export function startBy(
  mix: Mix,
  site: Pick<Site, 'category' | 'lifeDays' | 'seed'>,
  cityFirstDay: DayNumber,
  random: Random,
): { start: DayNumber; by: Confounder } | null {
  for (const [confounder, chance] of mix) {
    if (confounder.begins === undefined || !isBegun(confounder, chance, site.seed)) continue;
    const start = confounder.begins(site, cityFirstDay, random);
    if (start !== null) return { start, by: confounder };
  }
  return null;
}

/** City-wide events that were asked for by name, one of each a quarter. */
export function eventsOf(mix: Mix, citySeed: number, cityFirstDay: DayNumber): CityEvent[] {
  return [...mix.keys()].flatMap((confounder) => {
    const { event, name } = confounder;
    if (event === undefined) return [];
    return Array.from({ length: quarters }, (_, quarter) =>
      event(cityFirstDay + quarter * quarterDays, new Random(seedOf(citySeed, 'event', name, quarter))),
    );
  });
}
