import type { Period } from './period.ts';

/** One closing of a period (结账): its figures are frozen from then on; after a reopening comes the next revision. */
export interface Closing {
  period: Period;
  /** 1 at the first closing; grows with each closing after a reopening. */
  revision: number;
  /** SHA-256 in hex of the canonical JSON of what the figures were computed from. */
  inputsHash: string;
  closedBy: string;
  closedMs: number;
  /** null: it stands. */
  reopened: Reopening | null;
}

export interface Reopening {
  reason: string;
  reopenedBy: string;
  reopenedMs: number;
}
