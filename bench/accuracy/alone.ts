import type { SaidFinding } from '../../app/commands/evaluate-files.ts';
import { type DayScore, type StallScore, scoreDays, scoreStalls } from '../../app/commands/evaluate-score.ts';
import { chineseCalendar } from '../../registry/calendar.ts';
import type { City } from '../../simulators/city/city.ts';
import type { Site } from '../../simulators/city/site.ts';
import { confounders } from '../../simulators/confounders/list.ts';
import { dayNumber } from '../../simulators/surroundings/days.ts';
import { judge } from './folder.ts';
import { cityToJudge, type SimulatedCity, simulate } from './simulated-city.ts';

/** What one confounder does where nothing else is wrong. */
export interface Alone {
  name: string;
  sites: number;
  days: DayScore;
  stalls: StallScore;
  /** Stalls, yellow and above, held against a site that did not stall. */
  falseStalls: SaidFinding[];
}

export const confounderNames: readonly string[] = confounders.map(({ name }) => name);

/** What befalls the whole city, or comes with any calendar, is told by many sites at once. */
const leastSitesOfCity = 14;

/**
 * Lets one confounder alone befall a city and judges the sites that it met, at most so many; of what befalls the whole
 * city, as many as tell that it did.
 */
export function runAlone(asked: SimulatedCity & { mostSites: number }): Alone {
  const city = cityToJudge(asked);
  const sites = sitesMet(city, asked.names, asked.mostSites);
  const judged = judge(simulate(city, sites));
  const stalls = scoreStalls(judged.truth, judged.days, judged.findings, chineseCalendar());
  return {
    name: asked.names,
    sites: sites.length,
    days: scoreDays(judged.truth, judged.days),
    stalls,
    falseStalls: stalls.wrong,
  };
}

function sitesMet(city: City, name: string, mostSites: number): readonly Site[] {
  const lastDay = dayNumber(city.options.asOf);
  const built = city.sites.filter(({ start, finish }) => start <= lastDay && finish >= city.firstDay);
  const met = built.filter(({ spells }) => spells.some(({ from }) => from <= lastDay));
  const { event } = confounders.find((each) => each.name === name)!;
  const isOfCity = event !== undefined || met.length === 0;
  return isOfCity ? built.slice(0, Math.max(mostSites, leastSitesOfCity)) : met.slice(0, mostSites);
}
