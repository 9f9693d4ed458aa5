import type { ActivityState } from '../model/activity.ts';
import type { CalendarDay } from '../model/calendar.ts';
import { statesOf } from '../rules/city.ts';
import type { ProjectAnswer, ProjectFacts } from '../rules/evaluate.ts';
import { standstillDays } from '../rules/standstill.ts';
import type { ReadingsStore } from '../store/readings.ts';

const dayMs = 86_400_000;
/** Readings come up to 35 days late, and a day is told by the weeks before it. */
const reachDays = 120;

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
    const range = { fromMs: nowMs - reachDays * dayMs, toMs: nowMs };
    const rows = Map.groupBy(await readings.activity(null, range, 'day'), ({ project }) => project);
    for (const [project, days] of rows) {
      this.#states.set(project, statesOf(this.#timeZone, days, nowMs));
    }
    this.#days = standstillDays(this.#states.values(), calendar);
  }

  /** Takes in what a project's days turned out to be. */
  learn(project: string, { days }: ProjectAnswer, atMs: number): void {
    const known = this.#states.get(project) ?? new Map<number, ActivityState>();
    this.#states.set(project, known);
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
}
