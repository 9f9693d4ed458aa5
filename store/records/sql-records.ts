import { CamelCasePlugin, type Dialect, Kysely, type Transaction } from 'kysely';
import type { Finding } from '../../model/finding.ts';
import type { Period } from '../../model/period.ts';
import type { RefusalCode } from '../../model/refusal.ts';
import type { Registry } from '../../model/registry.ts';
import type { Standing, StandingSubject } from '../../model/standing.ts';
import type {
  Attempt,
  Decision,
  Explanation,
  Letter,
  Page,
  PageChange,
  PageFilter,
  PageStep,
  Silence,
} from '../pages.ts';
import type {
  Act,
  ArchivedRows,
  AuditEntry,
  ChainState,
  Credential,
  FindingAct,
  FindingEvent,
  FindingFilter,
  InvestmentReport,
  InvestmentReportFilter,
  ProjectCheckpoint,
  QuarantinedMessage,
  QuarantineEntry,
  QuarantineFilter,
  RecordsStore,
  Session,
  User,
} from '../records.ts';
import { chains } from '../records.ts';
import * as access from './access.ts';
import { areEmpty, countedTables, dumpTables, loadTables } from './archive.ts';
import { appendAudit, audited, newestAudit } from './audit.ts';
import { verifyChain } from './chain.ts';
import { checkpoints, putCheckpoints } from './checkpoints.ts';
import * as explanations from './explanations.ts';
import * as findings from './findings.ts';
import { investmentReports } from './investments.ts';
import * as letters from './letters.ts';
import { type ColumnTypes, migrate } from './migrations.ts';
import * as pages from './pages.ts';
import * as quarantine from './quarantine.ts';
import { importRegistry, readRegistry } from './registry.ts';
import { putSilence, silences } from './silences.ts';
import { putStandings, standingPeriods, standings } from './standings.ts';
import type { RecordsTables } from './tables.ts';
import { upsert } from './upsert.ts';

/** A database that speaks SQL: how to reach it, and what its dialect writes differently. */
export interface RecordsDatabase {
  dialect: Dialect;
  types: ColumnTypes;
  /** The file or the address, without a password, as an error names it. */
  place: string;
  /** Makes the database count the ids of a table on from the highest that was loaded. */
  countOn(transaction: Transaction<RecordsTables>, table: (typeof countedTables)[number]): Promise<void>;
  /** What the driver throws, as an error that says what to do. */
  errorOf(error: unknown): unknown;
}

/** The records in any SQL database; what differs between them is in `RecordsDatabase`. */
export class SqlRecords implements RecordsStore {
  readonly #database: RecordsDatabase;
  readonly #db: Kysely<RecordsTables>;

  constructor(database: RecordsDatabase) {
    this.#database = database;
    this.#db = new Kysely<RecordsTables>({
      dialect: database.dialect,
      plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    });
  }

  async start(): Promise<void> {
    try {
      await migrate(this.#db, this.#database.types, this.#database.place);
    } catch (error) {
      await this.#db.destroy();
      throw this.#database.errorOf(error);
    }
  }

  stop(): Promise<void> {
    return this.#db.destroy();
  }

  registry(): Promise<Registry> {
    return this.#snapshot(readRegistry);
  }

  importRegistry(rows: Partial<Registry>, act: Act): Promise<void> {
    return this.#transaction((transaction) => importRegistry(transaction, rows, act));
  }

  investmentReports(filter: InvestmentReportFilter): Promise<InvestmentReport[]> {
    return investmentReports(this.#db, filter);
  }

  changes(): Promise<number> {
    return newestAudit(this.#db);
  }

  credentials(): Promise<Credential[]> {
    return access.credentials(this.#db);
  }

  putCredentials(credentials: readonly Credential[], act: Act): Promise<void> {
    return this.#transaction((transaction) => access.putCredentials(transaction, credentials, act));
  }

  users(): Promise<User[]> {
    return access.users(this.#db);
  }

  user(name: string): Promise<User | null> {
    return access.user(this.#db, name);
  }

  putUser(user: User, act: Act): Promise<void> {
    return this.#transaction((transaction) => access.putUser(transaction, user, act));
  }

  putSession(session: Session): Promise<void> {
    return this.#transaction((transaction) => upsert(transaction, 'sessions', ['tokenHash'], [session]));
  }

  async session(tokenHash: string, nowMs: number): Promise<Session | null> {
    const found = await access.session(this.#db, tokenHash);
    if (found === null || found.expiresMs > nowMs) return found;
    await this.#transaction((transaction) => access.dropExpiredSessions(transaction, nowMs));
    return null;
  }

  dropSession(tokenHash: string): Promise<void> {
    return this.#transaction((transaction) => access.dropSessions(transaction, 'tokenHash', tokenHash));
  }

  dropSessionsOf(user: string): Promise<void> {
    return this.#transaction((transaction) => access.dropSessions(transaction, 'user', user));
  }

  quarantine(messages: readonly QuarantinedMessage[]): Promise<void> {
    return this.#transaction((transaction) => quarantine.putQuarantine(transaction, messages));
  }

  quarantined(filter: QuarantineFilter): Promise<QuarantineEntry[]> {
    return quarantine.quarantined(this.#db, filter);
  }

  quarantineCounts(): Promise<{ code: RefusalCode; count: number }[]> {
    return quarantine.quarantineCounts(this.#db);
  }

  dropQuarantined(ids: readonly number[]): Promise<void> {
    return this.#transaction((transaction) => quarantine.dropQuarantined(transaction, ids));
  }

  trimQuarantine(bounds: { olderThanMs: number; maxBytes: number }): Promise<number> {
    return this.#transaction((transaction) => quarantine.trimQuarantine(transaction, bounds));
  }

  replaceFindings(projects: readonly string[], given: readonly Finding[], act: Act): Promise<FindingEvent[]> {
    return this.#transaction((transaction) => findings.replaceFindings(transaction, projects, given, act));
  }

  findings(filter: FindingFilter): Promise<Finding[]> {
    return findings.findings(this.#db, filter);
  }

  finding(id: string): Promise<Finding | null> {
    return findings.finding(this.#db, id);
  }

  findingEvents(ids: readonly string[]): Promise<FindingEvent[]> {
    return findings.findingEvents(this.#db, ids);
  }

  actOnFinding(act: FindingAct, closed: string | null): Promise<Finding | null> {
    return this.#transaction((transaction) => findings.actOnFinding(transaction, act, closed));
  }

  pages(filter: PageFilter): Promise<Page[]> {
    return pages.pages(this.#db, filter);
  }

  pageSteps(ids: readonly string[]): Promise<PageStep[]> {
    return pages.pageSteps(this.#db, ids);
  }

  async changePages(change: PageChange): Promise<boolean> {
    try {
      await this.#transaction((transaction) => pages.changePages(transaction, change));
      return true;
    } catch (error) {
      if (error instanceof pages.Overtaken) return false;
      throw error;
    }
  }

  letters(ids: readonly string[]): Promise<Letter[]> {
    return letters.letters(this.#db, ids);
  }

  outbox(): Promise<{ queued: number; oldestMs: number | null }> {
    return letters.outbox(this.#db);
  }

  claimLetters(claim: { owner: string; nowMs: number; leaseMs: number; limit: number }): Promise<Letter[]> {
    return this.#transaction((transaction) => letters.claimLetters(transaction, claim));
  }

  settleLetter(
    owner: string,
    letter: Letter,
    attempt: Attempt | null,
    steps: readonly PageStep[],
  ): Promise<boolean> {
    return this.#transaction(async (transaction) => {
      if (!(await letters.giveBack(transaction, owner, letter))) return false;
      if (attempt !== null) await letters.appendAttempt(transaction, attempt);
      await pages.appendSteps(transaction, steps);
      return true;
    });
  }

  attempts(ids: readonly string[]): Promise<Attempt[]> {
    return letters.attempts(this.#db, ids);
  }

  putSilence(silence: Silence, act: Act): Promise<void> {
    return this.#transaction((transaction) => putSilence(transaction, silence, act));
  }

  silences(endAfterMs: number): Promise<Silence[]> {
    return silences(this.#db, endAfterMs);
  }

  putExplanation(explanation: Explanation): Promise<boolean> {
    return this.#transaction((transaction) => explanations.putExplanation(transaction, explanation));
  }

  explanations(filter: { waiting?: boolean; projects?: readonly string[] }): Promise<Explanation[]> {
    return explanations.explanations(this.#db, filter);
  }

  decideExplanation(id: string, decision: Decision): Promise<Explanation | null> {
    return this.#transaction((transaction) => explanations.decideExplanation(transaction, id, decision));
  }

  putStandings(given: readonly Standing[]): Promise<void> {
    return this.#transaction((transaction) => putStandings(transaction, given));
  }

  standings(period: Period, by: StandingSubject): Promise<Standing[]> {
    return standings(this.#db, period, by);
  }

  standingPeriods(by: StandingSubject): Promise<Period[]> {
    return standingPeriods(this.#db, by);
  }

  audit(entry: AuditEntry): Promise<void> {
    return this.#transaction((transaction) => appendAudit(transaction, entry));
  }

  audited(filter: { beforeId?: number; limit: number }): Promise<(AuditEntry & { id: number })[]> {
    return audited(this.#db, filter);
  }

  async mark(name: string): Promise<string | null> {
    const found = await this.#db.selectFrom('marks').selectAll().where('name', '=', name).executeTakeFirst();
    return found?.value ?? null;
  }

  putMark(name: string, value: string): Promise<void> {
    return this.#transaction((transaction) => upsert(transaction, 'marks', ['name'], [{ name, value }]));
  }

  putCheckpoints(
    changed: readonly ProjectCheckpoint[],
    dropped: readonly Omit<ProjectCheckpoint, 'body'>[],
  ): Promise<void> {
    return this.#transaction((transaction) => putCheckpoints(transaction, changed, dropped));
  }

  checkpoints(): Promise<ProjectCheckpoint[]> {
    return checkpoints(this.#db);
  }

  verify(): Promise<ChainState[]> {
    return this.#snapshot(async (transaction) => {
      const states: ChainState[] = [];
      for (const chain of chains) states.push(await verifyChain(transaction, chain));
      return states;
    });
  }

  dump(write: (rows: ArchivedRows) => Promise<void>): Promise<void> {
    return this.#snapshot((transaction) => dumpTables(transaction, write));
  }

  load(archive: AsyncIterable<ArchivedRows>): Promise<void> {
    return this.#transaction(async (transaction) => {
      await loadTables(transaction, archive);
      for (const table of countedTables) await this.#database.countOn(transaction, table);
    });
  }

  isEmpty(): Promise<boolean> {
    return areEmpty(this.#db);
  }

  #transaction<T>(work: (transaction: Transaction<RecordsTables>) => Promise<T>): Promise<T> {
    return this.#db.transaction().execute(work);
  }

  /** Several reads that see the same moment. */
  #snapshot<T>(work: (transaction: Transaction<RecordsTables>) => Promise<T>): Promise<T> {
    return this.#db.transaction().setIsolationLevel('repeatable read').execute(work);
  }
}
