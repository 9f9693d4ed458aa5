import type { ActivityState } from '../model/activity.ts';
import type { CalendarDay } from '../model/calendar.ts';
import { statesOf } from '../rules/city.ts';
import type { ProjectAnswer, ProjectFacts } from '../rules/evaluate.ts';
import { standstillDays } from '../rules/standstill.ts';
import type { ReadingsStore } from '../store/readings.ts';

const dayMs = 86_400_000;
/** Readings come up to 35 days late, and a day is told by the weeks before it. */
const reachDays = 120;
/** Days come with their sentences, of which nothing is wanted here: few are held at a time. */
const loadedAtOnceMs = 10 * dayMs;

type Calendar = (date: string) => CalendarDay;

/** The days on which the whole city stood, kept up with what the projects' days turn out to be. */
export class Standstills {
  readonly #timeZone: string;
  readonly #states = new Map<string, Map<number, ActivityState>>();
  #days: ReadonlySet<number> = new Set();
  #isOutdated = false;

  constructor(timeZone: string) {
    this.#timeZone = timeZone;
  }

  /** By `dayNumber`. */
  get days(): ReadonlySet<number> {
    return this.#days;
  }

  /** What the days were before this process began is in the store. */
  async load(readings: ReadingsStore, nowMs: number, calendar: Calendar): Promise<void> {
    for (let fromMs = nowMs - reachDays * dayMs; fromMs < nowMs; fromMs += loadedAtOnceMs) {
      const range = { fromMs, toMs: Math.min(fromMs + loadedAtOnceMs, nowMs) };
      const rows = Map.groupBy(await readings.activity(null, range, 'day'), ({ project }) => project);
      for (const [project, days] of rows) {
        const known = this.#statesOf(project);
        for (const [day, state] of statesOf(this.#timeZone, days, nowMs)) known.set(day, state);
      }
    }
    this.#days = standstillDays(this.#states.values(), calendar);
  }

  /** Takes in what a project's days turned out to be. */
  learn(project: string, { days }: ProjectAnswer, atMs: number): void {
    const known = this.#statesOf(project);
    for (const [day, state] of statesOf(this.#timeZone, days, atMs)) {
      this.#isOutdated ||= known.get(day) !== state;
      known.set(day, state);
    }
    const oldest = Math.floor(atMs / dayMs) - reachDays;
    for (const day of known.keys()) if (day < oldest) known.delete(day);
  }

  /** Looks anew; answers the projects that stood on a day of which something else is now known. */
  changed(facts: ReadonlyMap<string, ProjectFacts>, calendar: Calendar): ProjectFacts[] {
    if (!this.#isOutdated) return [];
    this.#isOutdated = false;
    const before = this.#days;
    this.#days = standstillDays(this.#states.values(), calendar);
    const other = [...before.symmetricDifference(this.#days)];
    if (other.length === 0) return [];
    return [...facts.values()].filter(({ project }) => {
      const states = this.#states.get(project.id);
      return other.some((day) => states?.get(day) === 'idle' || states?.get(day) === 'off');
    });
  }

  #statesOf(project: string): Map<number, ActivityState> {
    const known = this.#states.get(project);
    if (known !== undefined) return known;
    const fresh = new Map<number, ActivityState>();
    this.#states.set(project, fresh);
    return fresh;
  }
}
