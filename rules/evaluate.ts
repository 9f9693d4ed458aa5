import type { Activity } from '../model/activity.ts';
import type { CalendarDay } from '../model/calendar.ts';
import type { EnergySeries } from '../model/energy.ts';
import type { Finding } from '../model/finding.ts';
import type { Meter } from '../model/meter.ts';
import type { Investment, Milestone, PlannedInvestment } from '../model/progress.ts';
import type { Project } from '../model/project.ts';
import type { ReadingSeries } from '../model/reading.ts';
import type { Suspension } from '../model/suspension.ts';
import type { Counted } from './activity/scorecard.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { JudgingConfiguration } from './configuration.ts';

/** What is the same for every project: the zone that cuts time into days, the calendar, and the parameters. */
export interface City {
  timeZone: string;
  calendar: (date: string) => CalendarDay;
  rules: JudgingConfiguration;
}

/** What the registry knows about one project. `suspensions` holds its own and those of the whole city. */
export interface ProjectFacts {
  project: Project;
  meters: readonly Meter[];
  suspensions: readonly Suspension[];
  investments: readonly Investment[];
  milestones: readonly Milestone[];
  plans: readonly PlannedInvestment[];
}

/** One evaluation of one project: its question. */
export interface ProjectQuestion {
  facts: ProjectFacts;
  /** Where to go on; null: from the first reading. */
  start: Checkpoint | null;
  /** One series a meter: everything from `start.beginMs` (or from the first reading) to `untilMs`. */
  readings: readonly ReadingSeries[];
  /** The moment as of which the answer is given. Later readings are not looked at. */
  untilMs: number;
  /** false: no hours are handed back, only days. */
  hours?: boolean;
  /** true: the signs of each finished day are handed back, for whoever fits their points. */
  signs?: boolean;
  /** Checkpoints are handed back for this day and each later one; null: none. */
  checkpointsFrom: string | null;
  /** Days on which the whole city stood, by `standstillDays`; they count against nobody who stood. Default: none known. */
  standstills?: ReadonlySet<number>;
}

/** The answer: everything from the begin of `start` (or of the first reading) to `untilMs`. */
export interface ProjectAnswer {
  /** The first moment that the answer covers; what is stored from here on is to be replaced. */
  fromMs: number;
  energy: EnergySeries[];
  hours: Activity[];
  /** The last one is of the day that `untilMs` lies in, provisional, unless `untilMs` is its midnight. */
  days: Activity[];
  /** Of each finished day of `days`, where they were asked for. */
  signs: (readonly Counted[] | null)[];
  /** All findings of the project, closed ones too, as `RecordsStore.replaceFindings` wants them. */
  findings: Finding[];
  checkpoints: Checkpoint[];
}
