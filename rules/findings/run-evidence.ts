import { partsOf } from '../activity/day-parts.ts';
import { gain } from '../activity/signs.ts';
import { medianOf } from '../order.ts';
import { standstill } from '../standstill.ts';
import type { DayRecord, StopRun } from './rule.ts';

/** So many of the site's own days of rest tell how it looks when surely nobody works. */
const leastRestDays = 3;
/** Below this logarithm what a shift explains of the mean day is no more than chance. */
const leastGain = -3;
/** What a shift in the mean day is worth against log odds, the less where days of rest are known (J, from single confounders). */
const worthOfShift = { alone: 1.5, besideRest: 0.5 };

/**
 * Log odds of work that a stop's days have together: their mean, and above it what only many days show. Days of a small crew
 * speak less clearly than the site's own days of rest, by Sundays, holidays and orders; and a shift explains some of their
 * mean day.
 */
export function evidenceOfRun(run: StopRun, recent: readonly DayRecord[]): number {
  const mean = run.logOddsSum / run.stopped;
  const shift = shiftOfMeanDay(run);
  const counted = new Set(run.counted);
  const rest = recent.filter((day) => isRest(day) && !counted.has(day.day));
  if (rest.length < leastRestDays) return mean + worthOfShift.alone * shift;
  const own = recent.filter(({ day, state }) => counted.has(day) && state !== 'working');
  const odds = own.length === 0 ? mean : own.reduce((sum, { logOdds }) => sum + logOdds, 0) / own.length;
  const unlikeRest = Math.max(0, odds - medianOf(rest.map(({ logOdds }) => logOdds)));
  return odds + unlikeRest + worthOfShift.besideRest * shift;
}

/** A standstill of the city is told by states such as these, so it must not tell of them. */
function isRest({ state, trusted, shaped, workday, excused }: DayRecord): boolean {
  return state === 'idle' && trusted && shaped && (!workday || excused !== null) && excused !== standstill;
}

/**
 * How much the mean day looks like one with a shift, from 0. Pumps come and go without regard to the clock and cancel out
 * over the days; a small crew comes every day at the same time and does not.
 */
function shiftOfMeanDay({ counted, loadKwSum }: StopRun): number {
  if (loadKwSum === null) return 0;
  const { error, errorWithoutWork } = partsOf(loadKwSum.map((kw) => kw / counted.length));
  return Math.max(0, gain(errorWithoutWork, error) - leastGain);
}
