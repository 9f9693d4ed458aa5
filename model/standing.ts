import type { Period } from './period.ts';

export const standingSubjects = ['district', 'department', 'project'] as const;
export type StandingSubject = (typeof standingSubjects)[number];

/** The place of a district, a department or a project in one period. */
export interface Standing {
  period: Period;
  by: StandingSubject;
  subject: string;
  /** 1 = best; ties share a rank; null: too few projects, or too little known, to be ranked. */
  rank: number | null;
  /** 0 to 100; null as for the rank. */
  score: number | null;
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
