import type { Generated } from 'kysely';
import type { FindingKind, FindingLevel } from '../../model/finding.ts';
import type { Meter } from '../../model/meter.ts';
import type { Department, District } from '../../model/organisation.ts';
import type { Investment, Milestone } from '../../model/progress.ts';
import type { Project } from '../../model/project.ts';
import type { RefusalCode } from '../../model/refusal.ts';
import type { Standing } from '../../model/standing.ts';
import type { Suspension } from '../../model/suspension.ts';
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
  standings: Omit<Standing, 'snail'> & { snail: Flag };

  pages: Page;
  pageSteps: PageStep & { id: Generated<number> };
  /** A letter that nobody holds has no owner and a lease that is over. */
  letters: Letter & { owner: string | null; leaseUntilMs: number };
  attempts: Attempt & { id: Generated<number> };
  silences: Omit<Silence, 'match'> & { match: string };
  explanations: Omit<Explanation, 'asks' | 'decision'> & { asks: string | null; decision: string | null };

  audit: Chained & { action: string; subject: string; detail: string };
  /** The newest entry of each chain, so that a missing end shows too. */
  chains: { name: string; length: number; hash: string };

  marks: { name: string; value: string };
  checkpoints: ProjectCheckpoint;
}
