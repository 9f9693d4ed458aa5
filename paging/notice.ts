import type { Sentence } from '../model/activity.ts';
import type { FindingLevel } from '../model/finding.ts';
import type { PageMatter } from '../store/pages.ts';
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
  /** It is over. */
  | 'closing';

export interface Name {
  id: string;
  name: string;
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
  matters: Matter[];
}
