import type { Finding, FindingKind } from '../model/finding.ts';
import type { Period } from '../model/period.ts';
import type { Investment } from '../model/progress.ts';
import type { RefusalCode } from '../model/refusal.ts';
import type { Registry } from '../model/registry.ts';
import type { Standing, StandingSubject } from '../model/standing.ts';
import type { Act } from './act.ts';
import type { ClosingsStore } from './closings.ts';
import type { Page, PageChange, PagesStore } from './pages.ts';

export type { Act };

export interface Credential {
  /** The MQTT user: a meter's or a gateway's id. */
  id: string;
  kind: 'meter' | 'gateway';
  /** PHC string of a salted hash; the secret itself is nowhere. */
  hash: string;
  /** The meters a gateway may speak for; a meter's own id for a meter. */
  meters: string[];
  createdMs: number;
}

export const roles = ['admin', 'supervisor', 'district', 'department', 'viewer'] as const;
export type Role = (typeof roles)[number];

export interface User {
  name: string;
  role: Role;
  /** The district or the department of those roles, else null. */
  scope: string | null;
  passwordHash: string;
  mustChangePassword: boolean;
}

export interface Session {
  /** SHA-256 of the token in hex: a leaked database opens no session. */
  tokenHash: string;
  user: string;
  expiresMs: number;
}

export interface QuarantinedMessage {
  receivedMs: number;
  topic: string;
  sender: string | null;
  code: RefusalCode;
  detail: string;
  payload: Uint8Array;
}

export interface QuarantineEntry extends QuarantinedMessage {
  id: number;
}

export interface QuarantineFilter {
  code?: RefusalCode;
  sender?: string;
  topic?: string;
  ids?: readonly number[];
  /** Entries older than this id, newest first: the cursor of the page before. */
  beforeId?: number;
  limit: number;
}

export interface FindingFilter {
  open?: boolean;
  kind?: FindingKind;
  districts?: readonly string[];
  departments?: readonly string[];
  projects?: readonly string[];
}

/** One step in a finding's life; never changed afterwards. */
export interface FindingEvent extends Act {
  finding: string;
  what: 'opened' | 'level' | 'closed' | 'reopened' | 'withdrawn' | 'acknowledged' | 'explained';
  note: string | null;
}

/** What a person does about a finding. */
export interface FindingAct extends FindingEvent {
  what: 'acknowledged' | 'explained' | 'closed';
}

/** What is known in the transaction that changes findings. */
export interface OpeningFacts {
  /** The open findings of the projects as they are now, and their history. */
  findings: readonly Finding[];
  events: readonly FindingEvent[];
  /** All pages about the projects. */
  pages: readonly Page[];
  atMs: number;
}

/** Says which pages findings call for. Pure: it is asked again where another process was faster. null: none. */
export type PageOpener = (facts: OpeningFacts) => PageChange | null;

/** Where the evaluation of a project can go on from on a day; what is in it only the rules know. */
export interface ProjectCheckpoint {
  project: string;
  /** `YYYY-MM-DD`. */
  day: string;
  body: Uint8Array;
}

/** One figure as it was reported, or corrected, and by whom. */
export interface InvestmentReport extends Investment, Act {}

export interface InvestmentReportFilter {
  projects?: readonly string[];
  period?: Period;
}

/** The records that nobody may change afterwards: each entry carries a hash over itself and the entry before. */
export const chains = ['audit', 'finding-events', 'closings', 'snail-events', 'project-events'] as const;
export type Chain = (typeof chains)[number];

export interface ChainState {
  chain: Chain;
  /** Entries that ought to be there. */
  entries: number;
  /** The first entry that is missing or is not what was written; null: all is as it was written. */
  brokenAt: number | null;
}

/** Rows of one table as a backup has them: the engine's own columns, bytes in base64. */
export interface ArchivedRows {
  table: string;
  rows: Record<string, string | number | null | { base64: string }>[];
}

export interface AuditEntry extends Act {
  action: string;
  subject: string;
  detail: Record<string, unknown>;
}

/**
 * Port: where records lie. Every promise is stated once in `records.contract.ts` and held by each engine.
 * Each method is one transaction: done and durable when it resolves, or not done at all.
 */
export interface RecordsStore extends PagesStore, ClosingsStore {
  /** Opens and migrates, forward only, under a lock. */
  start(): Promise<void>;
  stop(): Promise<void>;

  registry(): Promise<Registry>;
  /** Adds and changes rows by their keys, takes none away, and writes the audit in the same transaction. */
  importRegistry(rows: Partial<Registry>, act: Act): Promise<void>;
  /**
   * Every figure of investment that was ever reported, in the order of project, period and time: the last of a period
   * is the registry's.
   */
  investmentReports(filter: InvestmentReportFilter): Promise<InvestmentReport[]>;
  /** Grows whenever the registry, a credential or a user was changed, by whatever process. */
  changes(): Promise<number>;

  credentials(): Promise<Credential[]>;
  /** Adds or replaces. */
  putCredentials(credentials: readonly Credential[], act: Act): Promise<void>;

  users(): Promise<User[]>;
  user(name: string): Promise<User | null>;
  putUser(user: User, act: Act): Promise<void>;
  putSession(session: Session): Promise<void>;
  /** null when there is none or it has expired. */
  session(tokenHash: string, nowMs: number): Promise<Session | null>;
  dropSession(tokenHash: string): Promise<void>;
  dropSessionsOf(user: string): Promise<void>;

  quarantine(messages: readonly QuarantinedMessage[]): Promise<void>;
  quarantined(filter: QuarantineFilter): Promise<QuarantineEntry[]>;
  quarantineCounts(): Promise<{ code: RefusalCode; count: number }[]>;
  dropQuarantined(ids: readonly number[]): Promise<void>;
  /** Oldest out first until both bounds hold; how many went. */
  trimQuarantine(bounds: { olderThanMs: number; maxBytes: number }): Promise<number>;

  /**
   * Sets the findings of the projects to exactly these (an evaluation always knows all of a project's findings),
   * appends what changed to their history and answers with it. What a person closed stays closed. The pages that a
   * change calls for are written in the same transaction.
   */
  replaceFindings(
    projects: readonly string[],
    findings: readonly Finding[],
    act: Act,
    openPages?: PageOpener,
  ): Promise<FindingEvent[]>;
  findings(filter: FindingFilter): Promise<Finding[]>;
  finding(id: string): Promise<Finding | null>;
  /** In the order of finding and event. */
  findingEvents(findings: readonly string[]): Promise<FindingEvent[]>;
  /** Of all findings of a project, of those too that were withdrawn; in the order in which they happened. */
  findingEventsOf(project: string): Promise<FindingEvent[]>;
  /** Appends to the history and to the audit; `closed` is the day of a finding that is closed. null: no such finding. */
  actOnFinding(act: FindingAct, closed: string | null): Promise<Finding | null>;

  /** Replaces the standings of each period and subject kind that occurs; those of a closed period stay as they are. */
  putStandings(standings: readonly Standing[]): Promise<void>;
  /** Of a closed period as they were frozen, of any other as they were put last; best first, the unranked last. */
  standings(period: Period, by: StandingSubject): Promise<Standing[]>;
  /** The periods that have standings, the newest first. */
  standingPeriods(by: StandingSubject): Promise<Period[]>;

  audit(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  audited(filter: { beforeId?: number; limit: number }): Promise<(AuditEntry & { id: number })[]>;

  /** Small facts of the service about itself, by name: how far it has evaluated, say. */
  mark(name: string): Promise<string | null>;
  putMark(name: string, value: string): Promise<void>;
  /** Adds, replaces and drops, by project and day. */
  putCheckpoints(
    changed: readonly ProjectCheckpoint[],
    dropped: readonly Omit<ProjectCheckpoint, 'body'>[],
  ): Promise<void>;
  /** Which there are, in the order of project and day. */
  checkpointDays(): Promise<Omit<ProjectCheckpoint, 'body'>[]>;
  /** The body of one; null: there is none. */
  checkpoint(project: string, day: string): Promise<Uint8Array | null>;

  /** Goes over every chained entry from the first to the last. */
  verify(): Promise<ChainState[]>;

  /** Hands out every record but the sessions, as of one moment, in an order that every engine keeps. */
  dump(write: (rows: ArchivedRows) => Promise<void>): Promise<void>;
  /** Takes in what `dump` handed out, in one transaction. */
  load(archive: AsyncIterable<ArchivedRows>): Promise<void>;
  /** Nothing was ever written but what every new store has. */
  isEmpty(): Promise<boolean>;
}
