import type { Activity } from '../model/activity.ts';
import type { Period } from '../model/period.ts';
import type { Project } from '../model/project.ts';

/** What a ranking is computed from. */
export interface StandingsQuestion {
  period: Period;
  projects: readonly Project[];
  /** Day activity of the period, in any order; days of other periods are not looked at. */
  days: Iterable<Activity>;
  /** Confirmed golden snails of the period, as `district/yinzhou`; only a person confirms one. */
  snails: ReadonlySet<string>;
  timeZone: string;
}
