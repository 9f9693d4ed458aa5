import type { Activity, ActivityState } from '../model/activity.ts';
import { cityDays } from './city-days.ts';
import type { City, ProjectAnswer, ProjectQuestion } from './evaluate.ts';
import { evaluateProject } from './project.ts';
import { leastSites, standstillDays } from './standstill.ts';

/**
 * Evaluates all projects of a city, each from its first reading. Twice: what the days were tells on which of them the
 * whole city stood, and only then can a stop be held against one of its projects. The answers come one by one, so that
 * no more than one is held.
 */
export function* evaluateCity(
  city: City,
  questions: readonly ProjectQuestion[],
): Generator<ProjectAnswer, void> {
  const standstills =
    questions.length < leastSites
      ? new Set<number>()
      : standstillDays(
          questions.map((question) => {
            const { days } = evaluateProject(city, { ...question, hours: false });
            return statesOf(city.timeZone, days, question.untilMs);
          }),
          city.calendar,
        );
  for (const question of questions) yield evaluateProject(city, { ...question, standstills });
}

/** What the finished days were; the last one is left out while it still runs. */
export function statesOf(
  timeZone: string,
  activities: readonly Pick<Activity, 'timeMs' | 'state'>[],
  untilMs: number,
): Map<number, ActivityState> {
  const zone = cityDays(timeZone);
  const states = new Map<number, ActivityState>();
  for (const { timeMs, state } of activities) {
    const day = zone.at(timeMs);
    if (zone.beginOf(day + 1) <= untilMs) states.set(day, state);
  }
  return states;
}
