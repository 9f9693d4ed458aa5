import type { Activity } from './activity.ts';
import type { ProjectAnswers, WaitingDays } from './answers.ts';
import type { Finding } from './finding.ts';
import type { Department, District } from './organisation.ts';
import type { Period } from './period.ts';
import type { Investment, Milestone, PlannedInvestment } from './progress.ts';
import type { Project } from './project.ts';
import type { Snail } from './snail.ts';
import type { Standing } from './standing.ts';
import type { Suspension } from './suspension.ts';

/** When a figure was reported first, and when it was corrected last. */
export interface ReportTimes {
  project: string;
  period: Period;
  firstMs: number;
  lastMs: number;
}

/** What the production meters of a project drew on one day. */
export interface ProductionDay {
  project: string;
  /** `YYYY-MM-DD`. */
  date: string;
  energyKwh: number;
  /** Contracted capacity of these meters together; null: not known, and then nothing is said of production. */
  capacityKva: number | null;
}

/**
 * Everything that the figures of one period are computed from (结账依据). When the period is closed this is frozen as
 * canonical JSON, so that each figure can be shown with what it rests on, and computed again.
 */
export interface PeriodInputs {
  period: Period;
  timeZone: string;
  /** The moment as of which it was read; nothing later is in it. */
  asOfMs: number;
  districts: District[];
  departments: Department[];
  projects: Project[];
  /** Of every project, in the order of project and time, without their sentences. */
  days: Omit<Activity, 'why'>[];
  /** Of the years that the period lies in and before; the last report of each project and period. */
  investments: Investment[];
  /** Of the investments of the period itself and of what lies in it. */
  reports: ReportTimes[];
  plans: PlannedInvestment[];
  milestones: Milestone[];
  suspensions: Suspension[];
  /** Of the projects that are completed, from their completion on. */
  production: ProductionDay[];
  answers: ProjectAnswers[];
  waiting: WaitingDays[];
  /** Open at the end of the period. */
  findings: Finding[];
  /** The standings of closed periods of the same kind before this one, newest first; projects only of the newest. */
  before: Standing[][];
  /** That are held or wait for a decision, of periods of the same kind. */
  snails: Omit<Snail, 'history'>[];
  /** Parameters of standings and snails as they were in force. */
  rules: { standings: unknown; snails: unknown };
}
