import type { Finding } from '../../model/finding.ts';
import type { Objection } from '../../model/objection.ts';
import type { Milestone } from '../../model/progress.ts';
import type { Project } from '../../model/project.ts';
import type { Snail } from '../../model/snail.ts';
import type { Standing } from '../../model/standing.ts';
import type { Suspension } from '../../model/suspension.ts';
import type { ProjectEvent } from '../../store/closings.ts';
import type { Explanation, Page, PageStep } from '../../store/pages.ts';
import type { ActivityRow } from '../../store/readings.ts';
import type { FindingEvent, InvestmentReport } from '../../store/records.ts';
import type { RecordEntry } from '../schemas/record.ts';
import { activityEntries } from './activity-entries.ts';
import { decisionEntries, findingEntries, pageEntries } from './finding-entries.ts';
import {
  eventEntries,
  investmentEntries,
  milestoneEntries,
  planEntries,
  suspensionEntries,
} from './project-entries.ts';
import { objectionEntries, snailEntries, standingEntries } from './standing-entries.ts';

/** All that was ever written down about one project. */
export interface RecordSources {
  project: Project;
  events: readonly ProjectEvent[];
  milestones: readonly Milestone[];
  /** In the order of period and time. */
  investments: readonly InvestmentReport[];
  suspensions: readonly Suspension[];
  findings: readonly Finding[];
  findingEvents: readonly FindingEvent[];
  pages: readonly Page[];
  pageSteps: readonly PageStep[];
  explanations: readonly Explanation[];
  /** By day, in the order of time. */
  activity: readonly ActivityRow[];
  places: readonly (Standing & { revision: number; closedMs: number })[];
  snails: readonly Snail[];
  objections: readonly Objection[];
}

export interface RecordWords {
  zone: string;
  /** What `department/JT`, `district/YZ` or `operator` is called. */
  nameOf: (audience: string) => string;
  /** An entry for each day of activity, or for each turn of it. */
  activity: 'turns' | 'days';
}

/** The record of a project (全程式实绩记录): everything in one line of time, oldest first. */
export function recordOf(sources: RecordSources, { zone, nameOf, activity }: RecordWords): RecordEntry[] {
  const entries = [
    ...planEntries(sources.project),
    ...eventEntries(sources.events, zone),
    ...milestoneEntries(sources.milestones),
    ...investmentEntries(sources.investments, zone),
    ...suspensionEntries(sources.suspensions),
    ...activityEntries(sources.activity, activity, zone),
    ...findingEntries(sources.findings, sources.findingEvents, zone),
    ...pageEntries(sources.pages, sources.pageSteps, nameOf, zone),
    ...decisionEntries(sources.explanations, zone),
    ...standingEntries(sources.places),
    ...snailEntries(sources.snails, ({ by, subject }) => nameOf(`${by}/${subject}`), zone),
    ...objectionEntries(sources.objections, zone),
  ];
  return entries.sort((a, b) => (a.day === b.day ? (a.atMs ?? 0) - (b.atMs ?? 0) : a.day < b.day ? -1 : 1));
}
