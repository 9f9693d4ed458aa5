import type { Site } from '../city/site.ts';
import { canteen, climate, rooms } from '../load/camp.ts';
import { trials } from '../load/machines.ts';
import type { Piece } from '../load/piece.ts';
import { production } from '../load/standing.ts';
import type { Frame } from '../meters/frame.ts';
import { type DayNumber, dayStartMs, stepMs, stepsPerDay } from '../surroundings/days.ts';
import { anySite, type Confounder, daysStopped, type Telling, withStop } from './confounder.ts';

/** The meter on which something besides building hangs: the first of the site. */
function isFirst(site: Site, meterId: string): boolean {
  return site.meters[0]!.id === meterId;
}

/** A load that is not building, there on working days and during a stop alike. */
function besides(
  name: string,
  about: string,
  kw: number,
  piece: Piece,
  options: { camp?: boolean; onlyIdle?: boolean } = {},
): Confounder {
  return {
    name,
    about,
    days: [30, 90],
    fits: anySite,
    coversStop: 'around',
    ...(options.camp
      ? {
          lives(day) {
            // People stay in the camp although nobody works.
            if (day.state === 'idle') day.camp = Math.max(day.camp, 0.85);
          },
        }
      : {}),
    loads(load, day, _spell, city, site, random) {
      const here = options.camp ? load.meter.camp : isFirst(site, load.meter.id);
      if (!here || day.state === 'off' || (options.onlyIdle && day.state !== 'idle')) return;
      piece(load.kw, kw * site.size, day, city, random);
    },
  };
}

const flat: Piece = (out, kw, _day, _city, random) => {
  for (let step = 0; step < stepsPerDay; step++) out[step]! += kw * (1 + 0.015 * random.bell());
};

/** Cars and vans charge after the evening meal and at noon, each for a few hours. */
const charging: Piece = (out, kw, _day, _city, random) => {
  for (let car = 0; car < 6; car++) {
    const from = random.chance(0.7) ? random.whole(68, 90) : random.whole(44, 56);
    const until = Math.min(stepsPerDay, from + random.whole(6, 18));
    for (let step = from; step < until; step++) out[step]! += kw / 4;
  }
};

/** A wet pit: big pumps for hours on end, by the level of the water and not by the clock. */
const bigPumps: Piece = (out, kw, _day, city, random) => {
  let running = random.chance(0.6);
  for (let step = 0; step < stepsPerDay; step++) {
    if (random.chance(running ? 0.05 : 0.09 + Math.min(0.2, city.weather.rainMm / 200))) running = !running;
    if (running) out[step]! += kw * (0.9 + 0.05 * random.bell());
  }
};

const floodlights: Piece = (out, kw, _day, city) => {
  for (let step = 0; step < stepsPerDay; step++) out[step]! += kw * Math.max(0.1, city.dark[step]!);
};

/** A workshop and a shop behind the fence that are none of ours: their own hours, six days a week. */
const tenant: Piece = (out, kw, _day, city, random) => {
  const open = city.mark.weekday <= 6 && city.mark.holiday === null;
  for (let step = 0; step < stepsPerDay; step++) {
    const hour = step / 4;
    const busy = open && hour >= 9 && hour < 20.5 ? 0.75 : 0.12;
    out[step]! += kw * busy * Math.max(0.4, 1 + 0.15 * random.bell());
  }
};

/** Trials by day and by night, on any day: nobody builds, a few engineers watch. */
const endurance: Piece = (out, kw, _day, _city, random) => {
  const level = random.chance(0.55) ? random.between(0.4, 0.9) : 0;
  const from = random.whole(0, 50);
  for (let step = from; step < Math.min(stepsPerDay, from + 40); step++) out[step]! += kw * level;
};

const recordedDays = 7;

/**
 * The register of a meter whose readings of a working week, three weeks before the stop, are played again and again:
 * from the first day of the spell on it adds up what was recorded.
 */
function playAgain(frame: Frame, { spell, day, site, meter, shownAtFrom, loadOn }: Telling): void {
  const stopped = daysStopped(site, spell, day);
  if (stopped < 0) return;
  const stopFrom = day - stopped;
  const recordOf = (each: DayNumber) =>
    loadOn(stopFrom - 3 * recordedDays + ((each - stopFrom) % recordedDays));
  const week = Array.from({ length: recordedDays }, (_, i) => dayKwh(recordOf(spell.from + i)));
  let kwh = 0;
  for (let i = 0; i < day - spell.from; i++) kwh += week[i % recordedDays]!;
  const today = recordOf(day);
  const startMs = dayStartMs(day);
  let step = 0;
  for (let i = 0; i < frame.count; i++) {
    const into = (frame.timeMs[i]! - startMs) / stepMs;
    for (; step < Math.floor(into); step++) kwh += today[step]! / 4;
    const part = (today[step]! / 4) * (into - step);
    frame.energyKwh[i] = Math.round((shownAtFrom + (kwh + part) / meter.multiplier) * 100) / 100;
    frame.powerKw[i] = today[step]! / meter.multiplier;
  }
}

function dayKwh(kw: Float64Array): number {
  return kw.reduce((sum, each) => sum + each / 4, 0);
}

/** What makes a dead site look alive. */
export const falseActivity: readonly Confounder[] = [
  besides('camp-heating', 'heaters in all rooms, people in the camp, work or no work', 55, climate, {
    camp: true,
  }),
  besides('camp-cooling', 'air conditioners in all rooms, people in the camp, work or no work', 55, climate, {
    camp: true,
  }),
  besides('canteen', 'a canteen that cooks for neighbouring sites too', 45, canteen, { camp: true }),
  besides('dormitory', 'workers of another site live in the camp', 40, rooms, { camp: true }),
  besides('ev-charging', 'vans and diggers are charged on the site', 70, charging),
  besides('pumps', 'a wet pit is kept dry day and night', 60, bigPumps),
  besides('fans', 'a tunnel or cellar is aired round the clock', 28, flat),
  besides('lights', 'floodlights burn all night', 30, floodlights),
  besides('cameras', 'cameras, screens and servers run at all hours', 9, flat),
  besides('other-tenant', 'somebody else hangs on the same transformer', 42, tenant),
  besides(
    'seasonal-swing',
    'large cabins with electric heating and cooling: the season outweighs the work',
    110,
    climate,
    {
      camp: true,
    },
  ),
  {
    name: 'commissioning',
    about: 'what was installed is tried out at any hour while nothing is built',
    days: [15, 45],
    fits: (site) => ['factory', 'energy', 'water', 'public'].includes(site.category),
    loads(load, day, _spell, city, site, random) {
      if (!isFirst(site, load.meter.id) || day.state === 'off') return;
      if (day.state === 'working') trials(load.workKw, 120 * site.size, day, city, random);
      else endurance(load.kw, 120 * site.size, day, city, random);
    },
  },
  {
    name: 'trial-production',
    about: 'a line already produces behind the site meter, Sundays included',
    days: [40, 90],
    fits: (site) => site.category === 'factory',
    coversStop: 'around',
    loads(load, day, _spell, city, site, random) {
      if (isFirst(site, load.meter.id) && day.state !== 'off') production(load.kw, 130, day, city, random);
    },
  },
  {
    name: 'dummy-load',
    about: 'heaters run on a stopped site so that the meter turns: flat, blind to night and Sunday',
    days: [40, 120],
    fits: withStop,
    coversStop: 'around',
    loads(load, day, spell, city, site, random) {
      const stopped = daysStopped(site, spell, day.day);
      if (stopped < 4 || day.state === 'off' || !isFirst(site, load.meter.id)) return;
      flat(load.kw, 55 * site.size, day, city, random);
    },
  },
  {
    name: 'recorded-week',
    about: 'the readings of a working week are sent again as today’s from a stopped site, until it goes on',
    days: [10, 40],
    fits: withStop,
    coversStop: 'within',
    reach: 'all',
    tells: playAgain,
  },
];
