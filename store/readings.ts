import type { Activity, Sentence } from '../model/activity.ts';
import type { EnergySeries } from '../model/energy.ts';
import type { FindingKind, FindingLevel } from '../model/finding.ts';
import type { PeriodKind } from '../model/period.ts';
import type { Stage } from '../model/project.ts';
import type { Reading, ReadingSeries } from '../model/reading.ts';
import type { StandingSubject } from '../model/standing.ts';

/** The engine does not answer, or not now: nothing was lost, and the same may be tried again. */
export class StoreUnavailable extends Error {
  /** What the engine asked to wait, milliseconds; null: it said nothing. */
  readonly retryAfterMs: number | null;

  constructor(message: string, retryAfterMs: number | null, cause: unknown) {
    super(message, { cause });
    this.name = 'StoreUnavailable';
    this.retryAfterMs = retryAfterMs;
  }
}

/** A half-open stretch of time: from ≤ t < to, UTC epoch milliseconds. */
export interface TimeRange {
  fromMs: number;
  toMs: number;
}

/** A meter whose readings changed since a moment, and the stretch that changed. */
export interface Touched extends TimeRange {
  meter: string;
  /** The newest `storedMs` among what was touched. */
  storedMs: number;
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

/** Energy of many projects together over one step. */
export type TotalEnergy = Omit<ProjectEnergy, 'project'>;

/** The energy of a meter together with the project that it is a tag of. */
export interface ProjectEnergySeries extends EnergySeries {
  project: string;
}

/** Where a project stands against its plan. Key: project and time. */
export interface ProgressRow {
  project: string;
  district: string;
  /** Begin of the period in the city's zone, UTC epoch milliseconds. */
  timeMs: number;
  /** From the beginning of the year, 万元. */
  investedWan: number;
  planWan: number | null;
  /** Share of the year that has passed, share of the plan that is done: 0 to 1 and above. */
  timeShare: number;
  doneShare: number | null;
}

/** A project as panels list it: what its id stands for. Key: project and time. */
export interface ProjectRow {
  project: string;
  district: string;
  department: string;
  /** Begin of the day in the city's zone on which the registry said so, UTC epoch milliseconds. */
  timeMs: number;
  name: string;
  districtName: string;
  departmentName: string;
  category: string;
  stage: Stage;
  longitude: number | null;
  latitude: number | null;
  totalInvestmentWan: number | null;
  annualPlanWan: number | null;
}

/** A place in the ranking as a point in time. Key: by, subject, period kind and time. */
export interface StandingRow {
  by: StandingSubject;
  subject: string;
  /** What the subject is called. */
  name: string;
  periodKind: PeriodKind;
  /** Begin of the period in the city's zone, UTC epoch milliseconds. */
  timeMs: number;
  rank: number | null;
  score: number | null;
  snail: boolean;
}

/** A finding as it stood on one day. Key: project, kind and time. */
export interface FindingRow {
  project: string;
  district: string;
  department: string;
  kind: FindingKind;
  /** Begin of the day in the city's zone, UTC epoch milliseconds. */
  timeMs: number;
  level: FindingLevel;
  open: boolean;
  /** Days since it began. */
  days: number;
  sentence: Sentence;
  /** What the project, its district and its department are called: a panel cannot join. */
  name: string;
  districtName: string;
  departmentName: string;
}

/** A reading that the engine will never take, and what it said. */
export interface RefusedReading {
  reading: Reading;
  detail: string;
}

export interface StoredReading extends Reading {
  storedMs: number;
}

/** Everything of one stretch of time, each list in the order of its key: what a backup is made of. */
export interface Portion {
  readings: StoredReading[];
  energy: ProjectEnergySeries[];
  activity: ActivityRow[];
  projects: ProjectRow[];
  progress: ProgressRow[];
  standings: StandingRow[];
  findings: FindingRow[];
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

  /**
   * Key: meter and time. `storedMs` marks the rows for `touchedSince`. Answers with those readings that the engine
   * refuses for good, while the others are stored. Throws `StoreUnavailable` when it may be tried again.
   */
  write(readings: readonly Reading[], storedMs: number): Promise<RefusedReading[]>;
  /** The newest reading by device time of each meter; of all meters without an argument. */
  latest(meters?: readonly string[]): Promise<Map<string, Reading>>;
  /** One series a meter that has readings in the range, in the order of the ids. */
  series(meters: readonly string[], range: TimeRange): AsyncIterable<ReadingSeries>;
  /** The newest reading strictly before a moment, for each meter that has one. */
  lastBefore(meters: readonly string[], timeMs: number): Promise<Map<string, Reading>>;
  /** What was written with `storedMs` at or after the moment; of a meter in `seen` only what was written after that. */
  touchedSince(storedMs: number, seen?: ReadonlyMap<string, number>): Promise<Touched[]>;

  /**
   * Replaces the intervals that the series cover; NaN takes an interval out. Key: meter and time. Write many series
   * at once: each call costs one durable commit.
   */
  writeEnergy(series: readonly ProjectEnergySeries[]): Promise<void>;
  /** One series a meter that has intervals in the range, spanning the range, NaN where there is none. */
  energy(meters: readonly string[], range: TimeRange): AsyncIterable<EnergySeries>;
  /** Sums by project; steps begin at the city's hours and days; steps without any interval are absent. */
  projectEnergy(projects: readonly string[], range: TimeRange, step: EnergyStep): Promise<ProjectEnergy[]>;
  /** The same summed over the projects, over all when `projects` is null; in time order. */
  totalEnergy(projects: readonly string[] | null, range: TimeRange, step: EnergyStep): Promise<TotalEnergy[]>;

  /** Key: project, step and time. */
  writeActivity(rows: readonly ActivityRow[]): Promise<void>;
  /** In the order of project and time; of all projects when `projects` is null. */
  activity(
    projects: readonly string[] | null,
    range: TimeRange,
    step: Activity['step'],
  ): Promise<ActivityRow[]>;

  /** What panels draw over time; the service itself never reads these back. */
  writeProjects(rows: readonly ProjectRow[]): Promise<void>;
  writeProgress(rows: readonly ProgressRow[]): Promise<void>;
  writeStandings(rows: readonly StandingRow[]): Promise<void>;
  writeFindings(rows: readonly FindingRow[]): Promise<void>;

  /**
   * Drops the raw readings of whole partitions that lie before the moment, and gives their room back. Everything
   * that was derived from them stays.
   */
  dropReadingsBefore(timeMs: number): Promise<void>;

  /**
   * Hands out everything there is, one stretch of time after the other; as of one moment where the engine can, else
   * as it is when its turn comes. The same facts are handed out in the same portions by every engine.
   */
  dump(write: (portion: Portion) => Promise<void>): Promise<void>;
  /** Takes in what `dump` handed out. */
  load(portion: Portion): Promise<void>;
  /** Nothing was ever written. */
  isEmpty(): Promise<boolean>;
}
