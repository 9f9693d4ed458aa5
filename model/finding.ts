import type { Sentence } from './activity.ts';

export const findingKinds = [
  'stalled',
  'not-resumed',
  'slowing',
  'meter-silent',
  'meter-fault',
  'paper-progress',
  'flat-load',
  'behind-plan',
  'late-start',
] as const;
export type FindingKind = (typeof findingKinds)[number];

export const findingLevels = ['watch', 'yellow', 'red'] as const;
export type FindingLevel = (typeof findingLevels)[number];

export function levelNumber(level: FindingLevel): number {
  return findingLevels.indexOf(level) + 1;
}

/** What a finding rests on: a sentence to read aloud, and the figures behind it. */
export interface Evidence {
  sentence: Sentence;
  /** Named figures with their unit in the name, as the card on the board lists them. */
  figures: Record<string, number | string | null>;
  /** Days the finding counts, `YYYY-MM-DD`. */
  days: string[];
}

/** One thing that is wrong with one project, from the day it opened until it closes. */
export interface Finding {
  /** The same when the same facts are evaluated again: project, kind and the day it opened. */
  id: string;
  project: string;
  kind: FindingKind;
  level: FindingLevel;
  /** The first day of the stop (or silence, or delay) itself, `YYYY-MM-DD`. */
  since: string;
  /** The day on whose evidence it was first said, and on which it ended; null: open. */
  opened: string;
  closed: string | null;
  evidence: Evidence;
}

export function findingId(project: string, kind: FindingKind, opened: string): string {
  return `${project}~${kind}~${opened}`;
}

/** Silence and delay count calendar days up to `today`; a stop counts the working days of its evidence. */
export function findingDays({ evidence, since, closed }: Finding, today: string): number {
  if (evidence.days.length > 0) return evidence.days.length;
  const end = Temporal.PlainDate.from(closed ?? today);
  return Math.max(0, Temporal.PlainDate.from(since).until(end, { largestUnit: 'day' }).days) + 1;
}
