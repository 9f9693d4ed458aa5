import type { Site } from '../city/site.ts';
import { hasFitOut, shareBefore } from '../life/phases.ts';
import { chanceOf } from '../random.ts';
import { anySite, type Confounder } from './confounder.ts';

const tunnels = (site: Site): boolean => site.roundTheClock;

/** Nobody builds, and nobody is to blame; shorter than what a supervisor would ask about. */
function pause(name: string, about: string, days: readonly [number, number]): Confounder {
  return {
    name,
    about,
    days,
    fits: anySite,
    lives(day) {
      if (day.state !== 'working') return;
      day.state = 'idle';
      day.why = name;
      day.crew = 0;
    },
  };
}

/** The shield stands, people go on working around it. */
function shieldStands(name: string, about: string, days: readonly [number, number] | null): Confounder {
  return {
    name,
    about,
    days,
    fits: tunnels,
    lives(day) {
      day.machine = false;
    },
  };
}

/** A stop that was approved because it is nobody's fault, with its paper in the registry. */
function approvedStop(name: 'archaeology' | 'land' | 'policy', about: string): Confounder {
  return {
    name,
    about,
    days: [15, 60],
    fits: (site) => site.stops.length < 3,
    shapes(site, spell, random) {
      if (site.stops.some((stop) => stop.to >= spell.from - 20 && stop.from <= spell.to + 20)) return;
      if (spell.from <= site.start + 10 || spell.to >= site.finish - 10) return;
      const stop = {
        from: spell.from,
        to: spell.to,
        cause: name,
        approved: true,
        fadeDays: 0,
        campLeavesAfter: random.chance(0.7) ? random.whole(1, 12) : null,
        cutAfter: null,
        pumpsStay: true,
      };
      site.stops = [...site.stops, stop].sort((a, b) => a.from - b.from);
      site.finish += spell.to - spell.from + 1;
    },
  };
}

/** What happens on the site itself and looks like a stop without being one that counts. */
export const happenings: readonly Confounder[] = [
  pause('curing', 'concrete has to harden before anybody goes on', [2, 5]),
  pause('settling', 'preloaded ground settles, the next layer waits', [3, 6]),
  pause('inspection', 'a part is inspected and handed over, work waits', [2, 4]),
  shieldStands('cutter-change', 'the cutters of the shield are changed under compressed air', [3, 9]),
  shieldStands('breakthrough', 'the shield has broken through and is moved to the next drive', [6, 15]),
  shieldStands('tbm-removed', 'the shield is gone, the tunnel is fitted out by day', null),
  {
    name: 'ring-building',
    about: 'the shield stands every other day while rings are repaired',
    days: [8, 25],
    fits: tunnels,
    lives(day, spell) {
      if (chanceOf(spell.seed, day.day) < 0.5) day.machine = false;
    },
  },
  {
    name: 'night-shift',
    about: 'work moves into the night and the day is quiet',
    days: [10, 30],
    fits: (site) => !site.roundTheClock,
    lives(day) {
      day.nightInstead = true;
    },
  },
  {
    name: 'new-project',
    about: 'the first crew came a short while ago, there is no history to compare with',
    days: null,
    fits: anySite,
    begins: (_site, firstDay, random) => firstDay + random.whole(3, 40),
  },
  {
    name: 'completion',
    about: 'the work is done, the crew thins out and leaves for good',
    days: null,
    fits: anySite,
    begins: ({ lifeDays }, firstDay, random) => firstDay - lifeDays + random.whole(20, 80),
  },
  {
    name: 'handover',
    about: 'the last weeks: a few people mend what the inspection found',
    days: null,
    fits: anySite,
    begins: ({ lifeDays }, firstDay, random) => firstDay - lifeDays + random.whole(45, 110),
    lives(day, _spell, _city, site) {
      if (site.finish - day.day < 35) day.crew *= 0.45;
    },
  },
  {
    name: 'structure-to-fit-out',
    about: 'the last floor is on: the cranes go, people with hand tools go inside, half of the load is gone',
    days: null,
    fits: (site) => hasFitOut(site.category),
    begins({ category, lifeDays }, firstDay, random) {
      if (!hasFitOut(category)) return null;
      return firstDay - Math.round(lifeDays * shareBefore(category, 'fit-out')) + random.whole(32, 60);
    },
  },
  {
    name: 'slow-crew',
    about: 'half the crew was moved to another site, the rest goes on',
    days: [12, 40],
    fits: anySite,
    lives(day) {
      day.crew *= 0.45;
    },
  },
  approvedStop('archaeology', 'finds in the ground: an approved stop until they are recorded'),
  approvedStop('land', 'land is not handed over yet: an approved stop'),
  approvedStop('policy', 'a change of plan from above: an approved stop'),
];
