import type { Activity } from '../../model/activity.ts';
import type { CalendarDay } from '../../model/calendar.ts';
import type { Investment, PlannedInvestment } from '../../model/progress.ts';
import type { Project } from '../../model/project.ts';
import type { Suspension } from '../../model/suspension.ts';

/** What a forecast of investment is made from. Rows may come in any order. */
export interface ForecastInputs {
  timeZone: string;
  /** The last finished day whose activity is known, `YYYY-MM-DD`. */
  asOf: string;
  calendar: (date: string) => CalendarDay;
  projects: readonly Pick<Project, 'id' | 'category' | 'annualPlanWan'>[];
  investments: readonly Investment[];
  plans: readonly PlannedInvestment[];
  suspensions: readonly Suspension[];
  /** Day activity; the more of the year, the better the errors of the past are known. */
  days: Iterable<Pick<Activity, 'project' | 'step' | 'timeMs' | 'state' | 'index'>>;
}
