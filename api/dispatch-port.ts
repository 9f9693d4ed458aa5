import type { Closing } from '../model/closing.ts';
import type { Period, PeriodKind } from '../model/period.ts';
import type { PeriodInputs } from '../model/period-inputs.ts';
import type { Standing } from '../model/standing.ts';
import type { Forecast } from '../rules/forecast/forecast.ts';
import type { Lists } from '../rules/standings/lists.ts';
import type { Publishing } from '../store/closings.ts';
import type { Act } from '../store/records.ts';

/** `waiting`: its days are over, and it is closed when its grace is. */
export const periodStates = ['running', 'waiting', 'closed', 'reopened'] as const;
export type PeriodState = (typeof periodStates)[number];

/** A period as it stands. */
export interface PeriodStatus {
  period: Period;
  state: PeriodState;
  /** When it is closed by itself, UTC epoch milliseconds. */
  dueMs: number;
  /** The newest revision last. */
  closings: Closing[];
}

/** What became of a period. */
export interface PeriodChange {
  period: Period;
  revision: number;
  what: 'closed' | 'reopened' | 'published';
}

/** What the API needs of the closing of periods. */
export interface DispatchPort {
  /** The kinds that are ranked and closed; the first is shown first. */
  kinds: readonly PeriodKind[];
  /** Those that run, wait or were ever closed; newest first. */
  periods: () => Promise<PeriodStatus[]>;
  /** Throws `period-not-over`, `period-closed`. */
  close: (period: Period, act: Act) => Promise<Closing>;
  /** Throws `period-not-closed`. */
  reopen: (period: Period, reason: string, act: Act) => Promise<Closing>;
  publish: (
    period: Period,
    given: { number: string | null; title?: string },
    act: Act,
  ) => Promise<Publishing>;
  /** What the figures rest on: of a revision as frozen, else as of now; null: there is no such closing. */
  inputs: (period: Period, revision: number | null) => Promise<PeriodInputs | null>;
  /** 红榜 and 黑榜 of one ranking, where the configuration asks for them. */
  lists: (standings: readonly Standing[]) => Promise<Lists | null>;
  /** The investment of the month, the quarter and the year that run, of these projects; of all with null. */
  forecast: (projects: readonly string[] | null) => Promise<Forecast[]>;
}
