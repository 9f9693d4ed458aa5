import { mealOf, officeShare } from '../activity/mean-day.ts';
import { medianOf } from '../order.ts';
import type { ProjectMemory } from '../project-memory.ts';
import { standstill } from '../standstill.ts';
import type { DayRecord, RuleFacts, StopRun } from './rule.ts';
import type { RestBefore } from './stop-run.ts';

/** So many of the site's own days of rest tell how it looks when surely nobody works. */
const leastRestDays = 2;
/** Below this logarithm what a meal explains of the mean day is no more than chance; what it is worth above, in log odds (J). */
const leastMeal = -3.5;
const worthOfMeal = 1.5;
/** To differ from days of rest tells of work only where there is a meal, too: of what that is worth, this much at most (J). */
const mostUnlikeRest = 2;
/** Who stands keeps less than a quarter of the office, who works at least half of it; worth in log odds (J). */
const officeOpen = { from: 0.25, to: 0.5 };
const worthOfOffice = 2;

/**
 * Log odds of work that a stop's days have together: their mean, and above it what only many days show. Days of a small crew
 * speak less clearly than the site's own days of rest, by Sundays, holidays and orders; there is a meal in their mean day;
 * and the office is open as on working days.
 */
export function evidenceOfRun(
  run: StopRun,
  { facts, recent, workedHourKwh }: Pick<RuleFacts, 'facts' | 'recent' | 'workedHourKwh'>,
): number {
  const counted = new Set(run.counted);
  const own = recent.filter(({ day, state }) => counted.has(day) && state !== 'working');
  const odds = own.length === 0 ? run.logOddsSum / run.stopped : meanOdds(own);
  const unlikeRest = run.restLogOdds === null ? 0 : Math.max(0, odds - run.restLogOdds);
  if (run.loads === null) return odds;
  const meal = worthOfMeal * Math.max(0, mealOf(run.loads, run.restKw) - leastMeal);
  const share = workedHourKwh === null ? null : officeShare(run.loads, workedHourKwh);
  const { from, to } = officeOpen;
  const open = share === null ? 0 : Math.min(1, Math.max(0, (share - from) / (to - from)));
  // A machine that runs day and night shows no meal.
  const ofRest = facts.project.roundTheClock ? unlikeRest : Math.min(unlikeRest, mostUnlikeRest * meal);
  return odds + ofRest + meal + worthOfOffice * open;
}

/** What a site's last days of rest look like to a run that begins now; null: too few are known. */
export function restBefore({ recent, rest }: Pick<ProjectMemory, 'recent' | 'rest'>): RestBefore {
  const days = recent.filter(isRest);
  return {
    restLogOdds: days.length < leastRestDays ? null : medianOf(days.map(({ logOdds }) => logOdds)),
    restKw: rest === null || rest.days < leastRestDays ? null : rest.kw,
  };
}

function meanOdds(days: readonly DayRecord[]): number {
  return days.reduce((sum, { logOdds }) => sum + logOdds, 0) / days.length;
}

/**
 * Weekends of a stop are no days of rest: they look like the days between them, whether those were worked or not. A standstill
 * of the city is told by states such as these, so it must not tell of them.
 */
export function isRest({ state, trusted, shaped, workday, excused }: DayRecord): boolean {
  return state === 'idle' && trusted && shaped && (!workday || excused !== null) && excused !== standstill;
}
