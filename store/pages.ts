import type { FindingKind, FindingLevel } from '../model/finding.ts';
import type { Act } from './act.ts';

/** What a page may be about: a finding, or something that only the operator can mend. */
export type PageMatter = FindingKind | 'meter-storm' | 'undelivered';

/** A call to those who answer for a matter, from the moment it opens until it is closed. */
export interface Page {
  id: string;
  /** null: not about one finding. Moves on when an evaluation gives the same matter another id. */
  finding: string | null;
  project: string | null;
  matter: PageMatter;
  level: FindingLevel;
  /** Who answers: `department/JT`, `district/YZ` or `operator`. */
  audience: string;
  openedMs: number;
  /** When it opened, or its level rose last. */
  risenMs: number;
  /** How far it has gone up since it opened or its level rose; 0: the first in line. */
  step: number;
  /** The newest letter that carries it. */
  letter: string | null;
  /** When the first letter about it arrived. */
  toldMs: number | null;
  acknowledgedMs: number | null;
  acknowledgedBy: string | null;
  explainedMs: number | null;
  /** The end of the time to explain, as the first letter that asks for it says; null: none did. */
  explainUntilMs: number | null;
  /** When the newest decision was taken that its audience was written of; null: of none. */
  decidedMs: number | null;
  /** Why nobody is told of it now; null: nothing holds it back. */
  held: string | null;
  closedMs: number | null;
  closedBy: string | null;
  /** 1 when new, one more with each change. */
  version: number;
}

/** One step in a page's life; never changed afterwards. */
export interface PageStep extends Act {
  page: string;
  what:
    | 'opened'
    | 'reopened'
    | 'level'
    | 'queued'
    | 'told'
    | 'undelivered'
    | 'escalated'
    | 'acknowledged'
    | 'explained'
    | 'decided'
    | 'closed';
  letter: string | null;
  note: string | null;
}

/** One message to one person: a row of the outbox. */
export interface Letter {
  /** Made from what it says and to whom, so that the same letter twice has the same id; receivers see it as the key. */
  id: string;
  /** What it says, to whom and by which ways, as paging wrote it down. The store does not look into it. */
  json: string;
  state: 'queued' | 'delivered' | 'undelivered';
  queuedMs: number;
  /** Not to be tried before. */
  dueMs: number;
  /** The way that is being tried, counted from 0, and how often it was. */
  way: number;
  attempts: number;
  /** When it arrived or was given up. */
  settledMs: number | null;
}

/** One try to deliver a letter; never changed afterwards. */
export interface Attempt {
  letter: string;
  atMs: number;
  tookMs: number;
  channel: string;
  target: string;
  outcome: 'delivered' | 'postponed' | 'refused';
  detail: string | null;
}

/** From one moment to another nothing is told about what matches. */
export interface Silence {
  id: string;
  fromMs: number;
  toMs: number;
  author: string;
  reason: string;
  match: SilenceMatch;
}

/** Each that is there must hold; nothing there: everything. */
export interface SilenceMatch {
  districts?: string[];
  departments?: string[];
  projects?: string[];
  kinds?: FindingKind[];
}

export const explanationReasons = [
  'land',
  'funds',
  'weather',
  'design',
  'safety-order',
  'process-pause',
  'meter',
  'other',
] as const;
export type ExplanationReason = (typeof explanationReasons)[number];

/** Why a project stands still, as those who answer for it say (原因说明). */
export interface Explanation extends Act {
  id: string;
  finding: string;
  project: string;
  reason: ExplanationReason;
  text: string;
  /** The days, both inclusive, that they ask to be excused for; null: they ask for nothing. */
  asks: { from: string; to: string } | null;
  /** Of a supervisor, about what is asked; null: none yet. */
  decision: Decision | null;
}

export interface Decision extends Act {
  verdict: 'granted' | 'declined';
  note: string | null;
}

export interface ExplanationFilter {
  /** It asks for something and nobody has decided. */
  waiting?: boolean;
  decidedSinceMs?: number;
  projects?: readonly string[];
}

/** What a run of the planner writes. */
export interface PageChange {
  pages: readonly Page[];
  steps: readonly PageStep[];
  letters: readonly Letter[];
}

export interface PageFilter {
  open?: boolean;
  ids?: readonly string[];
  projects?: readonly string[];
  audiences?: readonly string[];
  openedSinceMs?: number;
}

/** Port: the records of paging. Part of `RecordsStore`, under the same promises. */
export interface PagesStore {
  /** In the order of opening and id. */
  pages(filter: PageFilter): Promise<Page[]>;
  /** In the order of page and step. */
  pageSteps(pages: readonly string[]): Promise<PageStep[]>;
  /**
   * Adds and replaces pages, appends steps and queues letters; a letter whose id is known stays as it is. False, and
   * nothing is written, when a page is not exactly one version after the stored one: another process was faster.
   */
  changePages(change: PageChange): Promise<boolean>;

  letters(ids: readonly string[]): Promise<Letter[]>;
  /** Letters that were given up at a moment or later. */
  undeliveredLetters(sinceMs: number): Promise<Letter[]>;
  /** How many letters are queued, and since when the oldest. */
  outbox(): Promise<{ queued: number; oldestMs: number | null }>;
  /**
   * Leases letters that are due and that nobody holds, the longest due first. Two that claim at once, in one process
   * or in two, never hold the same letter.
   */
  claimLetters(claim: { owner: string; nowMs: number; leaseMs: number; limit: number }): Promise<Letter[]>;
  /**
   * Replaces the letter, gives the lease back and appends the attempt and the steps. False, and nothing is written,
   * when the owner does not hold the letter any more.
   */
  settleLetter(
    owner: string,
    letter: Letter,
    attempt: Attempt | null,
    steps: readonly PageStep[],
  ): Promise<boolean>;
  /** In the order of letter and attempt. */
  attempts(letters: readonly string[]): Promise<Attempt[]>;

  /** Adds or replaces, with the audit. */
  putSilence(silence: Silence, act: Act): Promise<void>;
  /** Those that end after the moment, in the order of their begin. */
  silences(endAfterMs: number): Promise<Silence[]>;

  /** Appends `explained` to the finding's history, with the audit. False: no such finding, or the id is known. */
  putExplanation(explanation: Explanation): Promise<boolean>;
  /** Newest first. */
  explanations(filter: ExplanationFilter): Promise<Explanation[]>;
  /**
   * Decides what is asked, once, with the audit; what is granted becomes a suspension in the registry in the same
   * transaction. null: no such explanation, or it asks for nothing, or it is decided.
   */
  decideExplanation(id: string, decision: Decision): Promise<Explanation | null>;

  /**
   * Drops what is over before a moment: closed pages with their steps, letters that were settled and that no page is
   * left of, with their attempts, and silences. Findings, explanations and the audit stay. How many pages and letters went.
   */
  prunePages(beforeMs: number): Promise<{ pages: number; letters: number }>;
}
