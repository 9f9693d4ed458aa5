import type { Period } from './period.ts';
import type { StandingSubject } from './standing.ts';

/** An objection (申诉) of a district or a department to a figure of a closed period. It stands beside the figure. */
export interface Objection {
  id: string;
  period: Period;
  /** Of the closing whose figure it is about. */
  revision: number;
  by: StandingSubject;
  subject: string;
  /** Which figure: a part of the score, say, or `rank`. */
  figure: string;
  text: string;
  raisedBy: string;
  raisedMs: number;
  answer: ObjectionAnswer | null;
}

export interface ObjectionAnswer {
  /** Upheld: the period is to be reopened and the figure corrected. */
  upheld: boolean;
  text: string;
  answeredBy: string;
  answeredMs: number;
}
