import type { Mix } from '../confounders/list.ts';
import { spellsOf, startBy } from '../confounders/spells.ts';
import { type StopHabits, stopsOver } from '../life/stops.ts';
import { chanceOf, Random, seedOf } from '../random.ts';
import type { DayNumber } from '../surroundings/days.ts';
import { apportion, totalsFor } from './amounts.ts';
import { type Category, categories, traits } from './categories.ts';
import { departmentFor } from './departments.ts';
import { metersFor } from './meters.ts';
import { inventName } from './names.ts';
import { areas, weightOf } from './places.ts';
import { plannedDaysIn, type Rest, type Site } from './site.ts';

/** Where a site stands in its life on the first day: before its start, about to be handed over, or in between. */
function startOf(firstDay: DayNumber, lifeDays: number, stopShare: number, random: Random): DayNumber {
  const kind = random.next();
  if (kind < 0.06) return firstDay + random.whole(5, 240);
  const wholeLife = lifeDays / (1 - stopShare);
  if (kind < 0.1) return firstDay - Math.round(wholeLife) - random.whole(-70, 40);
  return firstDay - Math.round(wholeLife * random.between(0.01, 0.9));
}

function lateness(random: Random): number {
  const kind = random.next();
  if (kind < 0.7) return random.whole(-6, 10);
  return kind < 0.9 ? random.whole(10, 60) : random.whole(60, 150);
}

function restOf(category: Category, random: Random): Rest {
  const { weekend, sunday, alternate } = traits[category].rest;
  const draw = random.next();
  if (draw < weekend) return 'weekend';
  if (draw < weekend + sunday) return 'sunday';
  return draw < weekend + sunday + alternate ? 'alternate' : 'none';
}

interface Draft {
  category: Category;
  random: Random;
  seed: number;
  weight: number;
  lifeDays: number;
}

function draft(seed: number, index: number): Draft {
  const siteSeed = seedOf(seed, 'site', index);
  const random = new Random(siteSeed);
  const category = random.weighted(categories, (each) => traits[each].weight);
  const { investmentYi, spread, days } = traits[category];
  const weight = investmentYi * Math.exp(spread * Math.max(-1.8, Math.min(1.8, random.bell())));
  return { category, random, seed: siteSeed, weight, lifeDays: random.whole(...days) };
}

/** The sites of a city: the same seed gives the same sites, moved in time by the first day. */
export function makeSites(
  seed: number,
  count: number,
  firstDay: DayNumber,
  habits: StopHabits,
  mix: Mix,
): Site[] {
  const drafts = Array.from({ length: count }, (_, index) => draft(seed, index));
  const { totalWan, annualPlanWan } = totalsFor(count);
  const totals = apportion(
    totalWan,
    drafts.map((each) => each.weight),
  );
  const taken = new Set<string>();
  const sites = drafts.map((each, index) => {
    const { random, category, lifeDays } = each;
    const area = random.weighted(areas, (each) => weightOf(each, category));
    const place = random.pick(area.places);
    const name = inventName(category, area, place.name, random, taken);
    const usualStart = startOf(firstDay, lifeDays, habits.share, random);
    const begun = startBy(mix, each, firstDay, random);
    const start = begun?.start ?? usualStart;
    const plannedStart = start - lateness(random);
    const id = `P${String(index + 1).padStart(4, '0')}`;
    const site = {
      id,
      seed: each.seed,
      name,
      district: area.district.id,
      department: departmentFor(category, name),
      category,
      longitude: round(place.longitude + random.between(-0.012, 0.012)),
      latitude: round(place.latitude + random.between(-0.01, 0.01)),
      totalWan: totals[index]!,
      annualPlanWan: 0,
      size: Math.max(0.4, Math.min(2.4, (each.weight / traits[category].investmentYi) ** 0.5)),
      plannedStart,
      plannedFinish: plannedStart + Math.round(lifeDays * random.between(0.98, 1.06)),
      start,
      lifeDays,
      ...stopsOver(each.seed, start, lifeDays, habits),
      rest: restOf(category, random),
      nightWork: random.chance(traits[category].nightWork),
      roundTheClock: category === 'rail' && random.chance(0.8),
      diesel: random.chance(category === 'road' ? 0.7 : 0.35),
      produces: category === 'factory' && random.chance(0.12),
    };
    const gateway = random.chance(0.1) ? `GW-${id}` : null;
    const made: Site = { ...site, meters: metersFor(site, gateway), spells: [] };
    made.spells = spellsOf(made, mix, firstDay, begun?.by);
    for (const spell of made.spells) spell.confounder.shapes?.(made, spell, new Random(spell.seed));
    return made;
  });
  const plans = apportion(
    annualPlanWan,
    sites.map((site) => {
      const share = (plannedDaysIn(site, firstDay) + 5) / site.lifeDays;
      return site.totalWan * share * (0.7 + 0.6 * chanceOf(site.seed, 'plan'));
    }),
  );
  return sites.map((site, index) => ({ ...site, annualPlanWan: plans[index]! }));
}

/** Five digits: about a metre. */
function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
