import { CamelCasePlugin, type Dialect, Kysely, type Transaction } from 'kysely';
import type { Bulletin } from '../../model/bulletin.ts';
import type { Closing } from '../../model/closing.ts';
import type { Finding } from '../../model/finding.ts';
import type { Objection, ObjectionAnswer } from '../../model/objection.ts';
import type { Period } from '../../model/period.ts';
import type { RefusalCode } from '../../model/refusal.ts';
import type { Registry } from '../../model/registry.ts';
import type { Snail } from '../../model/snail.ts';
import type { Standing, StandingSubject } from '../../model/standing.ts';
import type {
  BulletinEntry,
  ObjectionFilter,
  PeriodClosing,
  ProjectEvent,
  Publishing,
  SnailDecision,
  SnailKey,
} from '../closings.ts';
import type {
  Attempt,
  Decision,
  Explanation,
  ExplanationFilter,
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
  PageOpener,
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
import * as bulletins from './bulletins.ts';
import { verifyChain } from './chain.ts';
import { checkpoint, checkpointDays, putCheckpoints } from './checkpoints.ts';
import * as closings from './closings.ts';
import * as explanations from './explanations.ts';
import * as findings from './findings.ts';
import { investmentReports } from './investments.ts';
import * as letters from './letters.ts';
import { type ColumnTypes, migrate } from './migrations.ts';
import * as objections from './objections.ts';
import { openPages } from './opening.ts';
import * as pages from './pages.ts';
import * as projectEvents from './project-events.ts';
import { prunePages } from './prune.ts';
import { publishBulletin } from './publishing.ts';
import * as quarantine from './quarantine.ts';
import { importRegistry, readRegistry } from './registry.ts';
import { putSilence, silences } from './silences.ts';
import * as snails from './snails.ts';
import * as standings from './standings.ts';
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

/** How often a transaction is tried in which another process keeps being faster. */
const mostAttempts = 10;

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

  async replaceFindings(
    projects: readonly string[],
    given: readonly Finding[],
    act: Act,
    opener?: PageOpener,
  ): Promise<FindingEvent[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#transaction(async (transaction) => {
          const events = await findings.replaceFindings(transaction, projects, given, act);
          if (opener !== undefined && events.length > 0) await openPages(transaction, projects, opener, act);
          return events;
        });
      } catch (error) {
        // Whoever was faster has written its change, and with that the question has another answer.
        if (!(error instanceof pages.Overtaken) || attempt === mostAttempts) throw error;
      }
    }
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

  findingEventsOf(project: string): Promise<FindingEvent[]> {
    return findings.findingEventsOf(this.#db, project);
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

  undeliveredLetters(sinceMs: number): Promise<Letter[]> {
    return letters.undeliveredLetters(this.#db, sinceMs);
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

  explanations(filter: ExplanationFilter): Promise<Explanation[]> {
    return explanations.explanations(this.#db, filter);
  }

  decideExplanation(id: string, decision: Decision): Promise<Explanation | null> {
    return this.#transaction((transaction) => explanations.decideExplanation(transaction, id, decision));
  }

  prunePages(beforeMs: number): Promise<{ pages: number; letters: number }> {
    return this.#transaction((transaction) => prunePages(transaction, beforeMs));
  }

  putStandings(given: readonly Standing[]): Promise<void> {
    return this.#transaction((transaction) => standings.putStandings(transaction, given));
  }

  standings(period: Period, by: StandingSubject): Promise<Standing[]> {
    return this.#snapshot((transaction) => standings.standings(transaction, period, by));
  }

  standingPeriods(by: StandingSubject): Promise<Period[]> {
    return standings.standingPeriods(this.#db, by);
  }

  closePeriod(closing: PeriodClosing): Promise<boolean> {
    return this.#transaction((transaction) => closings.closePeriod(transaction, closing));
  }

  reopenPeriod(
    period: Period,
    reopening: Act & { reason: string },
    told: readonly Letter[],
  ): Promise<Closing | null> {
    return this.#transaction((transaction) => closings.reopenPeriod(transaction, period, reopening, told));
  }

  closings(): Promise<Closing[]> {
    return closings.closings(this.#db);
  }

  closingInputs(period: Period, revision: number): Promise<string | null> {
    return closings.closingInputs(this.#db, period, revision);
  }

  frozenStandings(period: Period, revision: number, by: StandingSubject): Promise<Standing[]> {
    return standings.frozenStandings(this.#db, period, revision, by);
  }

  placesOf(
    by: StandingSubject,
    subject: string,
  ): Promise<(Standing & { revision: number; closedMs: number })[]> {
    return standings.placesOf(this.#db, by, subject);
  }

  bulletin(period: Period, revision?: number): Promise<Bulletin | null> {
    return bulletins.bulletin(this.#db, period, revision);
  }

  bulletins(): Promise<BulletinEntry[]> {
    return bulletins.bulletins(this.#db);
  }

  publishBulletin(bulletin: Bulletin, act: Act, told: readonly Letter[]): Promise<Publishing> {
    return this.#transaction((transaction) => publishBulletin(transaction, bulletin, act, told));
  }

  snails(): Promise<Snail[]> {
    return this.#snapshot(snails.snails);
  }

  decideSnail(snail: SnailKey, decision: SnailDecision): Promise<Snail | null> {
    return this.#transaction((transaction) => snails.decideSnail(transaction, snail, decision));
  }

  putObjection(objection: Objection): Promise<boolean> {
    return this.#transaction((transaction) => objections.putObjection(transaction, objection));
  }

  answerObjection(id: string, answer: ObjectionAnswer): Promise<Objection | null> {
    return this.#transaction((transaction) => objections.answerObjection(transaction, id, answer));
  }

  objections(filter: ObjectionFilter): Promise<Objection[]> {
    return objections.objections(this.#db, filter);
  }

  addProjectEvent(event: ProjectEvent): Promise<void> {
    return this.#transaction((transaction) => projectEvents.addProjectEvent(transaction, event));
  }

  projectEvents(projects: readonly string[]): Promise<ProjectEvent[]> {
    return projectEvents.projectEvents(this.#db, projects);
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

  checkpointDays(): Promise<Omit<ProjectCheckpoint, 'body'>[]> {
    return checkpointDays(this.#db);
  }

  checkpoint(project: string, day: string): Promise<Uint8Array | null> {
    return checkpoint(this.#db, project, day);
  }

  verify(): Promise<ChainState[]> {
    return this.#snapshot(async (transaction) => {
      const states: ChainState[] = [];
      for (const chain of chains) {
        const state =
          chain === 'closings' ? closings.verifyClosings(transaction) : verifyChain(transaction, chain);
        states.push(await state);
      }
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
