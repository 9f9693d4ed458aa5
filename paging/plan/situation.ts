import type { CalendarDay } from '../../model/calendar.ts';
import type { Finding } from '../../model/finding.ts';
import type { Project } from '../../model/project.ts';
import type { Registry } from '../../model/registry.ts';
import type { Explanation, Letter, Page, Silence } from '../../store/pages.ts';
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
  /** The open ones, and the closed ones that may have to be opened again or told of a decision. */
  pages: readonly Page[];
  /** The newest letter of each page. */
  letters: ReadonlyMap<string, Letter>;
  /** Those that arrived by no way of late. */
  undelivered: readonly Letter[];
  silences: readonly Silence[];
  /** Projects whose stop counts against nobody today. */
  excused: ReadonlySet<string>;
  /** Projects that asked for a suspension which nobody has decided, within the time for it. */
  waiting: ReadonlySet<string>;
  /** Explanations about which a supervisor has decided of late, the last decided first. */
  decided: readonly Explanation[];
}

export function timeOf({ nowMs, zone }: Pick<Situation, 'nowMs' | 'zone'>): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone);
}

export function todayOf(situation: Pick<Situation, 'nowMs' | 'zone'>): string {
  return timeOf(situation).toPlainDate().toString();
}

/** A suspension of the registry covers the project today. */
export function isSuspended(
  project: string,
  situation: Pick<Situation, 'registry' | 'nowMs' | 'zone'>,
): boolean {
  const today = todayOf(situation);
  return situation.registry.suspensions.some(
    (row) =>
      (row.project === project || row.project === '*') && row.from <= today && today <= (row.to ?? today),
  );
}
