import type { CalendarDay } from '../../model/calendar.ts';
import type { Finding } from '../../model/finding.ts';
import type { Project } from '../../model/project.ts';
import type { Registry } from '../../model/registry.ts';
import type { Letter, Page, Silence } from '../../store/pages.ts';
import type { FindingEvent } from '../../store/records.ts';
import type { PagingConfiguration } from '../configuration.ts';

/** Everything the planner looks at. The same situation has the same plan. */
export interface Situation {
  nowMs: number;
  zone: string;
  calendar: (date: string) => CalendarDay;
  configuration: PagingConfiguration;
  registry: Registry;
  projects: ReadonlyMap<string, Project>;
  /** The open ones, by id. */
  findings: ReadonlyMap<string, Finding>;
  /** The history of each finding that is open or has an open page. */
  events: ReadonlyMap<string, readonly FindingEvent[]>;
  /** The open ones, and the closed ones that may have to be opened again. */
  pages: readonly Page[];
  /** The newest letter of each open page. */
  letters: ReadonlyMap<string, Letter>;
  silences: readonly Silence[];
  /** Projects whose stop counts against nobody today. */
  excused: ReadonlySet<string>;
  /** Projects that asked for a suspension which nobody has decided, within the time for it. */
  waiting: ReadonlySet<string>;
}

export function timeOf({ nowMs, zone }: Pick<Situation, 'nowMs' | 'zone'>): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone);
}

export function todayOf(situation: Pick<Situation, 'nowMs' | 'zone'>): string {
  return timeOf(situation).toPlainDate().toString();
}
