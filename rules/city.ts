import type { Activity, ActivityState } from '../model/activity.ts';
import { cityDays } from './city-days.ts';
import type { City, ProjectAnswer, ProjectQuestion } from './evaluate.ts';
import { evaluateProject } from './project.ts';
import { agrees, leastSites, standstillDays } from './standstill.ts';

/** What is said of one project of a city. */
export type CityAnswer = Pick<ProjectAnswer, 'days' | 'findings'>;

/**
 * Evaluates all projects of a city, each from its first reading; answers in their order. What the days were tells on which
 * of them the whole city stood, and only then can a stop be held against one of its projects: those that stood with it are
 * evaluated once more.
 */
export function* evaluateCity(
  city: City,
  questions: readonly ProjectQuestion[],
): Generator<CityAnswer, void> {
  const answers = questions.map((question) => answerOf(city, question));
  const standstills =
    questions.length < leastSites
      ? new Set<number>()
      : standstillDays(
          answers.map(({ days }, i) => statesOf(city.timeZone, days, questions[i]!.untilMs)),
          city.calendar,
        );
  const zone = cityDays(city.timeZone);
  for (const [i, question] of questions.entries()) {
    const answer = answers[i]!;
    const days = answer.days.map(({ timeMs, state, excused }) => ({ day: zone.at(timeMs), state, excused }));
    yield agrees(days, standstills) ? answer : answerOf(city, { ...question, standstills });
  }
}

/** Energy is left out: the days of a city fit into memory beside its readings, its quarter hours would half as much again. */
function answerOf(city: City, question: ProjectQuestion): CityAnswer {
  const { days, findings } = evaluateProject(city, { ...question, hours: false });
  return { days, findings };
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
