import type { Period } from './period.ts';

/** A place at the bottom that counts towards a snail, or was left out of the row because it was excused. */
export interface BottomPlace {
  period: Period;
  rank: number;
  /** How many were ranked. */
  ranked: number;
  score: number;
  /** Excused or explained delay: the period neither adds to the row nor breaks it. */
  excused: boolean;
}

/** `withdrawn`: the period was closed again, and its figures propose it no longer. `revoked`: a person took back what was confirmed. */
export const snailStates = ['proposed', 'confirmed', 'declined', 'wiped', 'withdrawn', 'revoked'] as const;
export type SnailState = (typeof snailStates)[number];

/** What the rule proposes; never more than that. */
export interface SnailProposal {
  /** The period that completed the row. */
  period: Period;
  by: 'district' | 'department';
  subject: string;
  /** In the order of time; the evidence. */
  places: BottomPlace[];
}

/** A golden snail (金蜗牛), from the proposal on. Only a person confirms, declines or revokes one. */
export interface Snail extends SnailProposal {
  state: SnailState;
  /** Everything that happened to it, in the order of time; never changed afterwards. */
  history: SnailStep[];
}

export interface SnailStep {
  what: SnailState;
  /** Why, in the words of the one who decided; of the rule, which figures say so. */
  reason: string | null;
  /** The closed period by which it was proposed, wiped or withdrawn; null: a person decided. */
  closing: Period | null;
  actor: string;
  atMs: number;
}
