import type { Finding } from './finding.ts';
import type { Period } from './period.ts';
import type { Snail } from './snail.ts';
import type { Standing, StandingSubject } from './standing.ts';

/** Figures of the city, or of one group of its projects, over a closed period. Shares are 0 to 1. */
export interface BulletinFigures {
  projects: number;
  /** Projects by their state at the end of the period; `unknown` is shown apart and never counted as stalled. */
  working: number;
  idle: number;
  off: number;
  unknown: number;
  excused: number;
  /** Share of working days among the known, unexcused days; null: none is known. */
  workingShare: number | null;
  /** Reported of the year up to the period's end, 万元. */
  investedWan: number | null;
  planWan: number | null;
  doneShare: number | null;
  timeShare: number;
  /** Reports of the period that came in time, late, or not at all. */
  reports: { inTime: number; late: number; missing: number };
}

export type BulletinState = 'draft' | 'published';

/** One closed period as it is published (通报): everything in it is frozen. All its forms carry these figures. */
export interface Bulletin {
  period: Period;
  /** 1 at the first closing; grows with each closing after a reopening. */
  revision: number;
  state: BulletinState;
  /** First and last day, `YYYY-MM-DD`. */
  from: string;
  to: string;
  closedMs: number;
  publishedMs: number | null;
  /** SHA-256 in hex of the canonical JSON of what the figures were computed from. */
  inputsHash: string;
  issuer: string;
  /** 发文字号, as `甬重建晾晒〔2026〕22号`; null: none was given yet. */
  number: string | null;
  title: string;
  /** A simulated city says so on each of its documents. */
  simulated: boolean;
  city: BulletinFigures;
  standings: Record<StandingSubject, BulletinStanding[]>;
  /** Open at the end of the period, `stalled` and `not-resumed` of level yellow and above. */
  findings: BulletinFinding[];
  /** Proposed, confirmed and wiped ones of the period. */
  snails: (Snail & { name: string })[];
}

export interface BulletinStanding extends Standing {
  name: string;
  /** Of a district; null for others. */
  kind: 'county' | 'park' | null;
  rankBefore: number | null;
  figures: BulletinFigures;
}

export interface BulletinFinding
  extends Pick<Finding, 'id' | 'project' | 'kind' | 'level' | 'since' | 'opened'> {
  name: string;
  district: string;
  department: string;
  days: number;
  /** The evidence in one Chinese sentence. */
  sentence: string;
}
