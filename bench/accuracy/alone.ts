import type { SaidFinding } from '../../app/commands/evaluate-files.ts';
import { type DayScore, type StallScore, scoreDays, scoreStalls } from '../../app/commands/evaluate-score.ts';
import { chineseCalendar } from '../../registry/calendar.ts';
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

/** An event of the whole city is told by many sites at once. */
const leastSitesOfEvent = 14;

/**
 * Lets one confounder alone befall a city and judges the sites that it met, at most so many; of what befalls the whole
 * city, as many as tell that it did.
 */
export function runAlone(asked: SimulatedCity & { mostSites: number }): Alone {
  const { names: name, mostSites } = asked;
  const confounder = confounders.find((each) => each.name === name)!;
  const city = cityToJudge(asked);
  const lastDay = dayNumber(asked.until);
  const met = city.sites.filter(({ start, finish, spells }) => {
    const built = start <= lastDay && finish >= city.firstDay;
    return built && spells.some(({ from }) => from <= lastDay);
  });
  const sites = confounder.event === undefined ? met : city.sites;
  const most = confounder.event === undefined ? mostSites : Math.max(mostSites, leastSitesOfEvent);
  const judged = judge(simulate(city, sites.slice(0, most)));
  const stalls = scoreStalls(judged.truth, judged.days, judged.findings, chineseCalendar());
  return {
    name,
    sites: Math.min(most, sites.length),
    days: scoreDays(judged.truth, judged.days),
    stalls,
    falseStalls: stalls.wrong,
  };
}
