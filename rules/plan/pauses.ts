import type { WaitingDays } from '../../model/answers.ts';
import type { Suspension } from '../../model/suspension.ts';
import { dayNumber } from '../city-days.ts';

/** Days on which nothing is asked of a project, as day numbers, both inclusive; in order, not overlapping. */
export type Pauses = readonly { from: number; to: number }[];

/** The approved stops of a project and of the whole city, and the days that an undecided explanation asks for. */
export function pausesOf(suspensions: readonly Suspension[], waiting: readonly WaitingDays[]): Pauses {
  const spans = [...suspensions, ...waiting]
    .map(({ from, to }) => ({
      from: dayNumber(from),
      to: to === null ? Number.POSITIVE_INFINITY : dayNumber(to),
    }))
    .sort((a, b) => a.from - b.from || a.to - b.to);
  const pauses: { from: number; to: number }[] = [];
  for (const span of spans) {
    const last = pauses.at(-1);
    if (last !== undefined && span.from <= last.to + 1) last.to = Math.max(last.to, span.to);
    else pauses.push(span);
  }
  return pauses;
}

/** How many days of a stretch, both ends inclusive, are paused. */
export function pausedDays(pauses: Pauses, from: number, to: number): number {
  let days = 0;
  for (const pause of pauses) days += Math.max(0, Math.min(pause.to, to) - Math.max(pause.from, from) + 1);
  return days;
}
