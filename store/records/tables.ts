import type { Generated } from 'kysely';
import type { FindingKind, FindingLevel } from '../../model/finding.ts';
import type { Meter } from '../../model/meter.ts';
import type { Objection } from '../../model/objection.ts';
import type { Department, District } from '../../model/organisation.ts';
import type { Investment, Milestone, PlannedInvestment } from '../../model/progress.ts';
import type { Project } from '../../model/project.ts';
import type { RefusalCode } from '../../model/refusal.ts';
import type { Snail, SnailStep } from '../../model/snail.ts';
import type { Standing } from '../../model/standing.ts';
import type { Suspension } from '../../model/suspension.ts';
import type { BulletinEntry, ProjectEvent } from '../closings.ts';
import type { Attempt, Explanation, Letter, Page, PageStep, Silence } from '../pages.ts';
import type { FindingEvent, InvestmentReport, ProjectCheckpoint, Session, User } from '../records.ts';

/** A yes or no as a number, because that is what both dialects can store. */
export type Flag = 0 | 1;

/** One entry of a chain: its place in it, counted from 1 without gaps, and the hash over it and the entry before. */
interface Chained {
  id: number;
  atMs: number;
  actor: string;
  hash: string;
}

/** The tables of the records as Kysely sees them; columns are the same words in snake_case. */
export interface RecordsTables {
  districts: District;
  departments: Department;
  projects: Omit<Project, 'roundTheClock'> & { roundTheClock: Flag };
  /** `from` is empty where it is open: a key cannot be NULL. */
  meters: Omit<Meter, 'from'> & { from: string };
  suspensions: Suspension;
  investments: Investment;
  milestones: Milestone;
  plans: PlannedInvestment;
  investmentReports: InvestmentReport & { id: Generated<number> };

  credentials: { id: string; kind: 'meter' | 'gateway'; hash: string; meters: string; createdMs: number };
  users: Omit<User, 'mustChangePassword'> & { mustChangePassword: Flag };
  sessions: Session;

  quarantine: {
    id: Generated<number>;
    receivedMs: number;
    topic: string;
    sender: string | null;
    code: RefusalCode;
    detail: string;
    payload: Uint8Array;
    bytes: number;
  };

  findings: {
    id: string;
    project: string;
    kind: FindingKind;
    level: FindingLevel;
    since: string;
    opened: string;
    closed: string | null;
    evidence: string;
    /** A person closed it: an evaluation does not open it again. */
    closedByPerson: Flag;
  };
  findingEvents: Chained & Pick<FindingEvent, 'finding' | 'what' | 'note'>;
  /** `parts` as JSON. */
  standings: Omit<Standing, 'snail' | 'parts'> & { snail: Flag; parts: string };

  /** `inputs`: deflated canonical JSON. */
  closings: {
    period: string;
    revision: number;
    inputsHash: string;
    inputs: Uint8Array;
    closedBy: string;
    closedMs: number;
    reason: string | null;
    reopenedBy: string | null;
    reopenedMs: number | null;
  };
  /** `contentHash`: of what was frozen with it, so that a changed figure shows as a changed entry would. */
  closingEvents: Chained & {
    period: string;
    revision: number;
    what: 'closed' | 'reopened' | 'published';
    note: string | null;
    contentHash: string | null;
  };
  frozenStandings: RecordsTables['standings'] & { revision: number };
  /** `body`: the whole bulletin, deflated JSON. */
  bulletins: BulletinEntry & { body: Uint8Array };
  snails: Omit<Snail, 'places' | 'history'> & { places: string };
  snailEvents: Chained & Pick<Snail, 'period' | 'by' | 'subject'> & Omit<SnailStep, 'actor' | 'atMs'>;
  objections: Omit<Objection, 'answer'> & { answer: string | null };
  projectEvents: Chained & Pick<ProjectEvent, 'project' | 'what' | 'text'>;

  pages: Page;
  pageSteps: PageStep & { id: Generated<number> };
  /** A letter that nobody holds has no owner and a lease that is over. */
  letters: Letter & { owner: string | null; leaseUntilMs: number };
  attempts: Attempt & { id: Generated<number> };
  silences: Omit<Silence, 'match'> & { match: string };
  explanations: Omit<Explanation, 'asks' | 'decision'> & {
    asks: string | null;
    decision: string | null;
    decidedMs: number | null;
  };

  audit: Chained & { action: string; subject: string; detail: string };
  /** The newest entry of each chain, so that a missing end shows too. */
  chains: { name: string; length: number; hash: string };

  marks: { name: string; value: string };
  checkpoints: ProjectCheckpoint;
}
