import type { ActivityState } from '../../model/activity.ts';
import { cityDays, dayNumber } from '../city-days.ts';
import { judgedDays, judgedSpan, type StandingsInputs } from './inputs.ts';

/** What one project did over the judged days of a period, by electricity. */
export interface DayTally {
  /** Days that count, by state: those that no excuse covers, and those that were worked although one did. */
  counted: Record<ActivityState, number>;
  /** Days of rest that count neither way: excused, or waiting for the decision on an explanation. */
  excused: number;
  /** The sum of the measured shares of the known days that count. */
  measured: number;
  /** The newest known day that counts. */
  last: { timeMs: number; state: ActivityState } | null;
}

export interface DayTallies {
  of: ReadonlyMap<string, DayTally>;
  /** How many days of the period anything was said about, of any project. */
  days: number;
}

export function tallyDays(inputs: StandingsInputs): DayTallies {
  const { days, waiting, timeZone } = inputs;
  const zone = cityDays(timeZone);
  const { fromMs, toMs } = judgedSpan(judgedDays(inputs), timeZone);
  const waits = Map.groupBy(waiting, ({ project }) => project);
  const of = new Map<string, DayTally>();
  const seen = new Set<number>();
  for (const { project, step, timeMs, state, excused, measured } of days) {
    if (step !== 'day' || timeMs < fromMs || timeMs >= toMs) continue;
    seen.add(timeMs);
    let tally = of.get(project);
    if (tally === undefined) {
      tally = { counted: { unknown: 0, off: 0, idle: 0, working: 0 }, excused: 0, measured: 0, last: null };
      of.set(project, tally);
    }
    // Work on an excused day counts for a project, rest on one does not count against it.
    if (state !== 'working' && (excused !== null || isWaiting(waits.get(project), zone.at(timeMs)))) {
      tally.excused += 1;
      continue;
    }
    tally.counted[state] += 1;
    if (state === 'unknown') continue;
    tally.measured += measured;
    if (tally.last === null || timeMs > tally.last.timeMs) tally.last = { timeMs, state };
  }
  return { of, days: seen.size };
}

function isWaiting(waits: StandingsInputs['waiting'] | undefined, day: number): boolean {
  return waits?.some(({ from, to }) => day >= dayNumber(from) && day <= dayNumber(to)) ?? false;
}
