import { type Site, workedDays } from '../city/site.ts';
import { isActive } from '../confounders/confounder.ts';
import { chanceOf, drift, mix, Random } from '../random.ts';
import { type DayNumber, dayText } from '../surroundings/days.ts';
import type { CityDay } from '../surroundings/surroundings.ts';
import { festivalHabit } from './festival.ts';
import { outdoorPhases, type PhaseKind, phaseAt } from './phases.ts';
import { fillShifts, type Shift, shifts } from './shifts.ts';
import type { Stop } from './stops.ts';

/** What really happened on a site on one day. Truth is read from it, and the load is built from it. */
export interface SiteDay {
  day: DayNumber;
  state: 'working' | 'idle' | 'off';
  /** One word: `work`, `weekend`, `rain`, a cause of a stop, … */
  why: string;
  /** The finding that a perfect detector would hold against somebody on this day; empty: none. */
  stall: '' | 'stalled' | 'not-resumed';
  phase: PhaseKind;
  /** 0 to 1: how far the phase is. */
  phaseDone: number;
  /** People and machines at work against the site's usual; 0 unless `working`. */
  crew: number;
  /** Share of the camp's beds that are slept in. */
  camp: number;
  /** Pumps run against ground water. */
  pumps: boolean;
  /** The machine round the clock (a shield) drives; false: it stands for maintenance or by order. */
  machine: boolean;
  /** false: a blackout, for every meter of the site. */
  grid: boolean;
  /** Work goes on at night and rests by day. */
  nightInstead: boolean;
}

/** Days from the end of work to the removal of the last standing load. */
const windDownDays = 25;
const connectedBeforeDays = 18;

function idle(day: SiteDay, why: string): void {
  day.state = 'idle';
  day.why = why;
  day.crew = 0;
}

function cut(day: SiteDay, why: string): void {
  idle(day, why);
  day.state = 'off';
  day.camp = 0;
  day.pumps = false;
}

function stand(day: SiteDay, stop: Stop): void {
  const since = day.day - stop.from;
  if (stop.cutAfter !== null && since >= stop.cutAfter) cut(day, stop.cause);
  else idle(day, stop.cause);
  if (stop.approved) day.why = 'suspension';
  else day.stall = 'stalled';
  day.pumps = day.pumps && stop.pumpsStay;
  if (stop.campLeavesAfter !== null && day.state === 'idle') {
    // The camp empties over a week; a guard stays.
    day.camp = Math.max(0.03, 1 - Math.max(0, since - stop.campLeavesAfter) / 7);
  }
}

function restsOn(site: Site, city: CityDay): boolean {
  const { weekday, workday } = city.mark;
  if (site.rest === 'weekend') return !workday && weekday >= 6;
  // 调休: a Sunday that is a working day is worked.
  if (weekday !== 7 || workday) return false;
  if (site.rest === 'sunday') return true;
  return site.rest === 'alternate' && Math.floor((city.day + site.seed) / 7) % 2 === 0;
}

function overFestival(day: SiteDay, site: Site, city: CityDay): void {
  const festivalDay = city.mark.festivalDay!;
  const habit = festivalHabit(site, Number(dayText(day.day + 45 - festivalDay).slice(0, 4)));
  if (habit.worksThrough) {
    if (festivalDay >= 0 && festivalDay <= 7) day.crew *= 0.5;
    return;
  }
  if (festivalDay >= habit.stops && festivalDay < habit.resumes) {
    idle(day, 'spring-festival');
    day.camp = 0.04;
    day.machine = false;
    if (festivalDay > 15) {
      day.why = 'not-resumed';
      day.stall = 'not-resumed';
    }
  } else if (festivalDay >= habit.resumes) {
    // The crew comes back over some ten days.
    const back = Math.min(1, 0.4 + (festivalDay - habit.resumes) * 0.06);
    day.crew *= back;
    day.camp *= back;
  }
}

function overHoliday(day: SiteDay, site: Site, city: CityDay): void {
  const { holiday } = city.mark;
  if (holiday === null) return;
  const [year, , dayOfMonth] = city.date.split('-');
  const long = holiday === '国庆节';
  if (chanceOf(site.seed, 'holiday', holiday, year!) < (long ? 0.45 : 0.55)) {
    day.crew *= 0.75;
    return;
  }
  // Of the week of National Day most sites take three days.
  if (long && Number(dayOfMonth) > 3 && chanceOf(site.seed, 'long', year!) < 0.6) return;
  idle(day, 'holiday');
  day.camp = 0.55;
}

function underOrders(day: SiteDay, site: Site, city: CityDay): void {
  if (city.events.has('typhoon')) {
    idle(day, 'typhoon');
    day.camp = 0.08;
    day.machine = false;
  }
  if (city.events.has('pollution') && outdoorPhases.has(day.phase)) idle(day, 'pollution');
  if (city.events.has('safety-order')) idle(day, 'safety-inspection');
  const curtailment = city.events.get('curtailment');
  if (curtailment !== undefined && (curtailment.strict || (city.day + site.seed) % 7 === 0)) {
    idle(day, 'curtailment');
    day.machine = false;
  }
}

function inWeather(day: SiteDay, site: Site, city: CityDay): void {
  if (!outdoorPhases.has(day.phase)) return;
  const { rainMm, maxC } = city.weather;
  const luck = chanceOf(site.seed, 'rain', day.day);
  if (rainMm > 45 ? luck < 0.9 : rainMm > 22 ? luck < 0.5 : false) idle(day, 'rain');
  else if (maxC >= 40) idle(day, 'heat');
  else if (rainMm > 6) day.crew *= 0.65;
}

function shiftsOf(
  day: SiteDay,
  site: Site,
  city: CityDay,
  random: Random,
): { shift: Shift; level: number }[] {
  const month = Number(city.date.slice(5, 7));
  const outdoors = outdoorPhases.has(day.phase);
  const banned = city.events.has('night-ban');
  if (day.nightInstead && !banned) return [{ shift: shifts.night, level: 1 }];
  if (outdoors && city.weather.maxC >= 37) return [{ shift: shifts.heat, level: 1 }];
  const parts: { shift: Shift; level: number }[] = [
    { shift: month >= 11 || month <= 2 ? shifts.winterDay : shifts.day, level: 1 },
  ];
  if (site.nightWork && !banned && city.mark.weekday !== 7 && random.chance(0.6)) {
    parts.push({ shift: shifts.evening, level: random.between(0.35, 0.75) });
  }
  return parts;
}

function outsideLife(day: SiteDay, site: Site): boolean {
  if (day.day < site.start) {
    if (site.start - day.day > connectedBeforeDays) cut(day, 'not-started');
    else {
      idle(day, 'not-started');
      day.camp = 0.1;
    }
    return true;
  }
  if (day.day >= site.finish) {
    if (day.day - site.finish > windDownDays) cut(day, 'completed');
    else {
      idle(day, 'completed');
      day.camp = Math.max(0, 0.6 - (day.day - site.finish) / windDownDays);
      day.pumps = false;
    }
    return true;
  }
  return false;
}

function usualDay(site: Site, day: DayNumber): SiteDay {
  const { phase, done } = phaseAt(site.category, workedDays(site, day) / site.lifeDays);
  // Crews swell and shrink over the weeks, ramp up at the start of a life and thin out at its end.
  const share = (day - site.start) / (site.finish - site.start);
  const ramp = Math.min(1, 0.35 + share * 12, 0.3 + (1 - share) * 9);
  const crew =
    ramp * (1 + 0.22 * drift(mix(site.seed, 11), day / 12) + 0.1 * drift(mix(site.seed, 12), day / 2));
  return {
    day,
    state: 'working',
    why: 'work',
    stall: '',
    phase: phase.kind,
    phaseDone: Math.max(0, done),
    crew,
    camp: ramp,
    pumps: true,
    machine: true,
    grid: true,
    nightInstead: false,
  };
}

function fadeBefore(day: SiteDay, site: Site): void {
  const next = site.stops.find((stop) => stop.from > day.day);
  if (next === undefined || next.fadeDays === 0) return;
  const left = next.from - day.day;
  if (left <= next.fadeDays) day.crew *= 0.3 + (0.7 * left) / (next.fadeDays + 1);
}

/** What happens on a site on a day, from the site and the day alone. */
export function liveDay(site: Site, city: CityDay): SiteDay {
  const day = usualDay(site, city.day);
  if (outsideLife(day, site)) return day;
  const stop = site.stops.find((each) => each.from <= day.day && day.day <= each.to);
  if (stop === undefined) buildDay(day, site, city);
  else stand(day, stop);
  for (const spell of site.spells) {
    if (isActive(spell, day.day)) spell.confounder.lives?.(day, spell, city, site);
  }
  return day;
}

function buildDay(day: SiteDay, site: Site, city: CityDay): void {
  const random = new Random(mix(mix(site.seed, 21), day.day));
  fadeBefore(day, site);
  if (restsOn(site, city)) {
    idle(day, 'weekend');
    day.camp *= 0.8;
  } else if (random.chance(0.008)) {
    idle(day, 'short-break');
  } else if (city.mark.weekday >= 6) day.crew *= 0.9;
  if (day.state === 'working') overHoliday(day, site, city);
  if (day.state === 'working') inWeather(day, site, city);
  underOrders(day, site, city);
  if (city.mark.festivalDay !== null) overFestival(day, site, city);
}

/** Writes the share of the crew at work in each quarter of an hour, 0 to 1; all 0 unless the site works. */
export function fillShift(out: Float32Array, day: SiteDay, site: Site, city: CityDay): void {
  if (day.state !== 'working') {
    out.fill(0);
    return;
  }
  const random = new Random(mix(mix(site.seed, 22), day.day));
  const offset = ((site.seed >>> 8) % 100) / 100 - 0.5;
  const around = site.roundTheClock && day.phase === 'tunnelling' && day.machine;
  fillShifts(out, shiftsOf(day, site, city, random), around, offset, random);
}
