import type { Bulletin, BulletinState } from '../model/bulletin.ts';
import type { Closing } from '../model/closing.ts';
import type { Objection, ObjectionAnswer } from '../model/objection.ts';
import type { Period } from '../model/period.ts';
import type { Snail, SnailProposal } from '../model/snail.ts';
import type { Standing, StandingSubject } from '../model/standing.ts';
import type { Act } from './act.ts';
import type { Letter } from './pages.ts';

/** What names a snail. */
export type SnailKey = Pick<SnailProposal, 'period' | 'by' | 'subject'>;

/** What a closing does to a snail. */
export type SnailChange =
  | { what: 'proposed'; snail: SnailProposal; reason: string | null }
  | { what: 'wiped' | 'withdrawn'; snail: SnailKey; reason: string | null };

/** Everything that closing a period writes, at once or not at all. */
export interface PeriodClosing extends Act {
  period: Period;
  revision: number;
  /** Canonical JSON of what the figures were computed from, and its SHA-256 in hex. */
  inputs: string;
  inputsHash: string;
  standings: readonly Standing[];
  snails: readonly SnailChange[];
  bulletin: Bulletin;
  /** Those who are told. */
  letters: readonly Letter[];
}

/** A bulletin without its figures. */
export interface BulletinEntry {
  period: Period;
  revision: number;
  state: BulletinState;
  number: string | null;
  title: string;
  closedMs: number;
  publishedMs: number | null;
}

/** `not-draft`: there is no draft of the period's standing closing; `number-taken`: another bulletin has the number. */
export type Publishing = 'published' | 'not-draft' | 'number-taken';

/** What is proposed is confirmed or declined; what is confirmed can be revoked. */
export interface SnailDecision extends Act {
  verdict: 'confirmed' | 'declined' | 'revoked';
  reason: string;
}

export interface ObjectionFilter {
  period?: Period;
  subjects?: readonly { by: StandingSubject; subject: string }[];
  open?: boolean;
}

/** Something that is kept of a project besides findings and money; never changed afterwards. */
export interface ProjectEvent extends Act {
  project: string;
  /** `stage`: the registry says another stage, `text` is its word; the others are what a person wrote. */
  what: 'stage' | 'note' | 'camera-note';
  text: string;
}

/** Port: what was closed, and what people said to it. Part of `RecordsStore`, under the same promises. */
export interface ClosingsStore {
  /**
   * Freezes the standings of a period with their inputs, keeps the draft of its bulletin, appends what became of
   * snails, queues letters, with the audit. False, and nothing is written, when the period is closed already or the
   * revision is not the next: of all that close at once, in one process or in several, one does.
   */
  closePeriod(closing: PeriodClosing): Promise<boolean>;
  /** With the audit; letters are queued. null: the period is not closed. */
  reopenPeriod(
    period: Period,
    reopening: Act & { reason: string },
    letters: readonly Letter[],
  ): Promise<Closing | null>;
  /** In the order of period and revision. */
  closings(): Promise<Closing[]>;
  /** The canonical JSON that was frozen; null: there is no such closing. */
  closingInputs(period: Period, revision: number): Promise<string | null>;
  /** The standings that were frozen, best first, the unranked last. */
  frozenStandings(period: Period, revision: number, by: StandingSubject): Promise<Standing[]>;
  /** The places of one subject in all standing closings, in the order of period. */
  placesOf(
    by: StandingSubject,
    subject: string,
  ): Promise<(Standing & { revision: number; closedMs: number })[]>;

  /** Of the newest revision without one. */
  bulletin(period: Period, revision?: number): Promise<Bulletin | null>;
  /** Newest period first, of it the newest revision first. */
  bulletins(): Promise<BulletinEntry[]>;
  /** Replaces the draft by what is published, for good, with the audit; letters are queued. */
  publishBulletin(bulletin: Bulletin, act: Act, letters: readonly Letter[]): Promise<Publishing>;

  /** Newest period first. */
  snails(): Promise<Snail[]>;
  /** Decides what is proposed, once, or revokes what is confirmed, with the audit. null: no such snail, or not in that state. */
  decideSnail(snail: SnailKey, decision: SnailDecision): Promise<Snail | null>;

  /** With the audit. False: the id is known. */
  putObjection(objection: Objection): Promise<boolean>;
  /** Once, with the audit. null: no such objection, or it is answered. */
  answerObjection(id: string, answer: ObjectionAnswer): Promise<Objection | null>;
  /** Newest first. */
  objections(filter: ObjectionFilter): Promise<Objection[]>;

  /** With the audit. */
  addProjectEvent(event: ProjectEvent): Promise<void>;
  /** In the order in which they were written. */
  projectEvents(projects: readonly string[]): Promise<ProjectEvent[]>;
}
