import type { Period } from './period.ts';

export const standingSubjects = ['district', 'department', 'project'] as const;
export type StandingSubject = (typeof standingSubjects)[number];

export const scoreParts = ['investment', 'milestones', 'electricity', 'answers'] as const;
export type ScorePartName = (typeof scoreParts)[number];

/** One part of a score, with what it was computed from. */
export interface ScorePart {
  part: ScorePartName;
  /** 0 to 100; null: nothing is known of it, and its weight is left out. */
  score: number | null;
  /** As configured; the weights of a ranking need not add up to 1. */
  weight: number;
  /** 0 to 1: the share of what the figure should rest on that was measured or reported. */
  quality: number;
  /** The figures behind it by name, units in the names, as `investedWan`, `planWan`, `timeShare`, `workingDays`. */
  inputs: Record<string, number | null>;
}

/** The place of a district, a department or a project in one period. */
export interface Standing {
  period: Period;
  by: StandingSubject;
  subject: string;
  /** 1 = best; ties share a rank; null: too few projects, or too little known, to be ranked. */
  rank: number | null;
  /** 0 to 100; null as for the rank. */
  score: number | null;
  /** The parts of the score, in the order of `scoreParts`. */
  parts: ScorePart[];
  /** A golden snail (金蜗牛) is confirmed, not merely proposed. */
  snail: boolean;
  projects: number;
  working: number;
  idle: number;
  off: number;
  /** Shown apart, never counted as stalled. */
  unknown: number;
  /** Excused for the whole period; counted neither way. */
  excused: number;
}
