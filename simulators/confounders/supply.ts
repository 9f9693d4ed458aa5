import type { Site } from '../city/site.ts';
import { drift } from '../random.ts';
import { stepsPerDay } from '../surroundings/days.ts';
import { anySite, type Confounder } from './confounder.ts';

/** Scales the building part of a site's load, on all meters or on one. */
function workScaled(
  name: string,
  about: string,
  days: readonly [number, number] | null,
  factor: number,
  fits: (site: Site) => boolean = anySite,
): Confounder {
  return {
    name,
    about,
    days,
    fits,
    loads({ workKw }) {
      for (let step = 0; step < stepsPerDay; step++) workKw[step]! *= factor;
    },
  };
}

const zonesOf = (site: Site) => site.meters.filter((meter) => meter.siteShare > 0);

/** How electricity comes to the site, and why less of it is seen although people work. */
export const supply: readonly Confounder[] = [
  workScaled(
    'diesel-phase',
    'diesel machines do the work: little electricity, in the rhythm of the day',
    [20, 55],
    0.14,
  ),
  workScaled('efficiency', 'new drives and lamps: the same work for two thirds of the energy', null, 0.65),
  workScaled('prefabrication', 'parts come from a factory, the yard that made them is gone', null, 0.5),
  workScaled(
    'crane-removed',
    'the tower cranes are down, people work inside with hand tools',
    null,
    0.4,
    (site) => ['housing', 'public', 'factory'].includes(site.category),
  ),
  workScaled(
    'generator',
    'generators carry the machines for some days, the cabins stay on the grid',
    [3, 12],
    0.3,
  ),
  {
    name: 'battery',
    about: 'a battery carries the peaks by day and is charged at night',
    days: [20, 60],
    fits: (site) => !site.roundTheClock,
    loads({ workKw, kw }) {
      let taken = 0;
      for (let step = 32; step < 72; step++) {
        const share = workKw[step]! * 0.5;
        workKw[step]! -= share;
        taken += share;
      }
      for (let step = 0; step < 24; step++) kw[step]! += (taken * 1.1) / 24;
    },
  },
  {
    name: 'pv',
    about: 'solar panels on the cabins: a hollow at noon on clear days',
    days: null,
    fits: anySite,
    loads({ meter, kw, workKw }, _day, spell, city) {
      if (meter.siteShare === 0 && !meter.camp) return;
      const peak = 18 * (city.weather.rainMm > 2 ? 0.15 : 0.75 + 0.2 * drift(spell.seed, city.day));
      const { sunrise, sunset } = city.weather;
      for (let step = 0; step < stepsPerDay; step++) {
        const height = Math.sin((Math.PI * ((step + 0.5) / 4 - sunrise)) / (sunset - sunrise));
        if (height <= 0) continue;
        let left = peak * height ** 1.3;
        const fromStanding = Math.min(left, Math.max(0, kw[step]!));
        kw[step]! -= fromStanding;
        left -= fromStanding;
        workKw[step] = Math.max(0, workKw[step]! - left);
      }
    },
  },
  {
    name: 'outage',
    about: 'the grid is down for a day or two: no work, no light, no meter',
    days: [1, 2],
    fits: anySite,
    reach: 'all',
    lives(day) {
      day.state = 'off';
      day.why = 'outage';
      day.grid = false;
      day.crew = 0;
      day.camp = 0;
      day.pumps = false;
    },
    tells(frame) {
      frame.count = 0;
    },
  },
  {
    name: 'load-moved',
    about: 'machines move to the zone of another meter of the site',
    days: null,
    fits: (site) => zonesOf(site).length >= 2,
    shapes(site, spell) {
      const zones = zonesOf(site);
      const from = zones[spell.seed % zones.length]!;
      const to = zones[(spell.seed + 1) % zones.length]!;
      from.moved = { from: spell.from, siteShare: from.siteShare * 0.12 };
      to.moved = { from: spell.from, siteShare: to.siteShare + from.siteShare * 0.88 };
      // The supply that takes the machines over is made strong enough.
      to.capacityKva = Math.max(to.capacityKva, from.capacityKva + to.capacityKva);
    },
  },
  {
    name: 'partly-watched',
    about: 'work goes on in a part of a long site that has no meter of ours',
    days: [20, 60],
    fits: (site) => zonesOf(site).length >= 3,
    loads({ meter, workKw }, _day, _spell, _city, site) {
      if (meter.siteShare > 0 && meter.id !== zonesOf(site)[0]!.id) {
        for (let step = 0; step < stepsPerDay; step++) workKw[step]! *= 0.1;
      }
    },
  },
  {
    name: 'permanent-supply',
    about: 'the temporary supply is taken down, a new meter on the permanent one takes over',
    days: null,
    fits: (site) => site.meters.length <= 4,
    shapes(site, spell, random) {
      const meter = zonesOf(site)[0]!;
      meter.successor = {
        id: `${meter.id}-P`,
        from: spell.from,
        multiplier: meter.multiplier * 2,
        initialKwh: random.whole(0, 40),
      };
    },
  },
];
