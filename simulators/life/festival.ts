import type { Site } from '../city/site.ts';
import { Random, seedOf } from '../random.ts';

/** How one site goes through one Spring Festival, in days of the festival (1 = 正月初一). */
export interface FestivalHabit {
  worksThrough: boolean;
  /** The first day without a crew, and the first day with one again. */
  stops: number;
  resumes: number;
}

/**
 * Shaped after what was published of resumption (13 % of all sites by 正月十一, 86 % by 二月初二; two thirds of key
 * projects by 正月初九 in one province): ours are key projects, so most are back before 正月十五, and a few are late.
 */
export function festivalHabit(site: Pick<Site, 'seed' | 'roundTheClock'>, year: number): FestivalHabit {
  const random = new Random(seedOf(site.seed, 'festival', year));
  const worksThrough = random.chance(site.roundTheClock ? 0.35 : 0.06);
  const stops = -Math.round(Math.max(0, 7 + 4 * random.bell()));
  const late = random.chance(0.07);
  const usual = Math.max(6, Math.min(15, Math.round(10 + 2.6 * random.bell())));
  return { worksThrough, stops, resumes: late ? 18 + Math.round(random.exponential(16)) : usual };
}
