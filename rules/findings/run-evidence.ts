import { partsOf } from '../activity/day-parts.ts';
import { gain } from '../activity/signs.ts';
import type { StopRun } from './rule.ts';

/** Below this logarithm what a shift explains of the mean day is no more than chance. */
const leastGain = -3;
/** What a shift in the mean day is worth against the mean log odds of the days (J, from single confounders). */
const worthOfShift = 1.5;

/**
 * Log odds of work that a stop's days have together: their mean, and above it what a shift explains of the stop's mean
 * day, which only many days show.
 */
export function evidenceOfRun(run: StopRun): number {
  return run.logOddsSum / run.stopped + worthOfShift * shiftOfMeanDay(run);
}

/**
 * How much the mean day looks like one with a shift, from 0. Pumps come and go without regard to the clock and cancel out
 * over the days; a small crew comes every day at the same time and does not.
 */
function shiftOfMeanDay({ counted, loadKwSum }: StopRun): number {
  if (loadKwSum === null) return 0;
  const { error, errorWithoutWork } = partsOf(Float64Array.from(loadKwSum, (kw) => kw / counted.length));
  return Math.max(0, gain(errorWithoutWork, error) - leastGain);
}
