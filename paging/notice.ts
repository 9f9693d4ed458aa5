import type { Sentence } from '../model/activity.ts';
import type { FindingLevel } from '../model/finding.ts';
import type { Decision, PageMatter } from '../store/pages.ts';
import type { Audience } from './audience.ts';

export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

/** Why a letter is written. */
export type Purpose =
  /** Something is new, or has become worse. */
  | 'page'
  /** The one before did not answer. */
  | 'escalation'
  /** Nobody has answered for long. */
  | 'reminder'
  /** What can wait, together, once a day. */
  | 'digest'
  /** What was decided about days that were asked for. */
  | 'decision'
  /** It is over. */
  | 'closing'
  /** A period was closed or opened again, or its bulletin is out. */
  | 'bulletin';

export interface Name {
  id: string;
  name: string;
}

/** What a supervisor says to days that an explanation asked for. */
export interface MatterDecision {
  verdict: Decision['verdict'];
  note: string | null;
  actor: string;
  from: string;
  to: string;
}

/** One matter as it stood when the letter was written. */
export interface Matter {
  page: string;
  finding: string | null;
  matter: PageMatter;
  level: FindingLevel;
  project: Name | null;
  district: Name | null;
  department: Name | null;
  /** The first day of it, `YYYY-MM-DD`. */
  since: string;
  evidence: Sentence;
  openedMs: number;
  /** Until when an explanation is asked for; null: none is. */
  explainUntilMs: number | null;
  /** null: it lasts. */
  closedMs: number | null;
  /** In a letter about a decision; null: none. */
  decision: MatterDecision | null;
}

/** What a letter says of a period (晾晒), and where its reader's department or district stands in it. */
export interface News {
  what: 'period-closed' | 'period-reopened' | 'bulletin-published';
  period: string;
  /** 1 at the first closing. */
  revision: number;
  /** Of the bulletin, as it is cited; null: it has none. */
  number: string | null;
  title: string;
  /** The department or district. */
  name: string;
  /** Among so many that were ranked; null: it was not. */
  rank: number | null;
  ranked: number;
  /** 0 to 100. */
  score: number | null;
  rankBefore: number | null;
  /** A golden snail is proposed. */
  snail: 'proposed' | null;
}

/** How a person can be reached: a channel of the configuration, and the address there. */
export interface Way {
  channel: string;
  target: string;
}

/** Who is told. */
export interface Recipient {
  id: string;
  name: string;
  language: Language;
  /** In the order in which they are tried. */
  ways: Way[];
}

/** What a letter says and to whom; the JSON of `Letter`. */
export interface Notice {
  purpose: Purpose;
  audience: Audience;
  recipient: Recipient;
  writtenMs: number;
  /** Empty in a letter about a period. */
  matters: Matter[];
  /** null in every other letter. */
  news: News | null;
}
