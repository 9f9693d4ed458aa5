import type { Activity } from '../model/activity.ts';
import type { EnergySeries } from '../model/energy.ts';
import type { Reading, ReadingSeries } from '../model/reading.ts';

/** A half-open stretch of time: from ≤ t < to, UTC epoch milliseconds. */
export interface TimeRange {
  fromMs: number;
  toMs: number;
}

/** A meter whose readings changed since a moment, and the stretch that changed. */
export interface Touched extends TimeRange {
  meter: string;
}

/** Energy of a project over one step. */
export interface ProjectEnergy {
  project: string;
  timeMs: number;
  kwh: number;
  /** Mean over the intervals of the step, 0 to 1. */
  measured: number;
}

/** The tags of a project that its activity carries, so that a panel can group without a join. */
export interface ActivityRow extends Activity {
  district: string;
  department: string;
}

export type EnergyStep = 'interval' | 'hour' | 'day';

/**
 * Port: where time series lie. Every promise is stated once in `readings.contract.ts` and held by each engine.
 * A write resolves when it is durable; writing the same rows twice changes nothing; for the same key the last
 * write wins; order of arrival does not matter.
 */
export interface ReadingsStore {
  start(): Promise<void>;
  /** Finishes what is under way; nothing written is lost. */
  stop(): Promise<void>;

  /** Key: meter and time. `storedMs` marks the rows for `touchedSince`. */
  write(readings: readonly Reading[], storedMs: number): Promise<void>;
  /** The newest reading by device time of each meter; of all meters without an argument. */
  latest(meters?: readonly string[]): Promise<Map<string, Reading>>;
  /** One series a meter that has readings in the range, in the order of the ids. */
  series(meters: readonly string[], range: TimeRange): AsyncIterable<ReadingSeries>;
  /** The newest reading strictly before a moment, for each meter that has one. */
  lastBefore(meters: readonly string[], timeMs: number): Promise<Map<string, Reading>>;
  /** What was written with `storedMs` at or after the moment. */
  touchedSince(storedMs: number): Promise<Touched[]>;

  /** Replaces the intervals that the series cover; NaN takes an interval out. Key: meter and time. */
  writeEnergy(project: string, series: readonly EnergySeries[]): Promise<void>;
  /** One series a meter that has intervals in the range, spanning the range, NaN where there is none. */
  energy(meters: readonly string[], range: TimeRange): AsyncIterable<EnergySeries>;
  /** Sums by project; steps begin at the city's hours and days; steps without any interval are absent. */
  projectEnergy(projects: readonly string[], range: TimeRange, step: EnergyStep): Promise<ProjectEnergy[]>;

  /** Key: project, step and time. */
  writeActivity(rows: readonly ActivityRow[]): Promise<void>;
  /** In the order of project and time; of all projects when `projects` is null. */
  activity(
    projects: readonly string[] | null,
    range: TimeRange,
    step: Activity['step'],
  ): Promise<ActivityRow[]>;
}
