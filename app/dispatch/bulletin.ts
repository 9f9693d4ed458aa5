import type { Bulletin, BulletinFinding, BulletinStanding } from '../../model/bulletin.ts';
import { findingDays, levelNumber } from '../../model/finding.ts';
import { daysOfPeriod, type Period, periodBefore } from '../../model/period.ts';
import type { PeriodInputs } from '../../model/period-inputs.ts';
import type { Project } from '../../model/project.ts';
import type { Snail } from '../../model/snail.ts';
import { type Standing, type StandingSubject, standingSubjects } from '../../model/standing.ts';
import { figuresFrom } from './figures.ts';

export interface BulletinHead
  extends Pick<Bulletin, 'revision' | 'closedMs' | 'inputsHash' | 'issuer' | 'simulated'> {
  cityName: string;
}

/** The draft of a closed period: every figure comes from the inputs and the standings that are frozen with it. */
export function draftBulletin(
  inputs: PeriodInputs,
  standings: readonly Standing[],
  snails: readonly Snail[],
  { cityName, ...head }: BulletinHead,
): Bulletin {
  const { period } = inputs;
  const { first, last } = daysOfPeriod(period);
  const figuresOf = figuresFrom(inputs);
  const named = namesOf(inputs);
  const rankBefore = ranksBefore(inputs);
  const entryOf = (standing: Standing): BulletinStanding => {
    const { by, subject } = standing;
    return {
      ...standing,
      name: named(by, subject),
      kind: by === 'district' ? (inputs.districts.find(({ id }) => id === subject)?.kind ?? null) : null,
      rankBefore: rankBefore.get(`${by} ${subject}`) ?? null,
      figures: figuresOf((project) => isOf(project, by, subject)),
    };
  };
  const [district, department, project] = standingSubjects.map((by) =>
    standings.filter((row) => row.by === by).map(entryOf),
  );
  return {
    ...head,
    period,
    state: 'draft',
    from: first.toString(),
    to: last.toString(),
    publishedMs: null,
    number: null,
    title: `${cityName}重大项目建设情况晾晒通报（${periodWords(period)}）`,
    city: figuresOf(() => true),
    standings: { district: district ?? [], department: department ?? [], project: project ?? [] },
    findings: findingsOf(inputs),
    snails: snails.map((snail) => ({ ...snail, name: named(snail.by, snail.subject) })),
  };
}

/**
 * What is published: the draft, with its number, and of the snails those that a person gave; a proposal shames nobody.
 * What was given and revoked before anybody read of it is left out; what was read of is said to be revoked.
 */
export function publishedBulletin(
  draft: Bulletin,
  snails: readonly Snail[],
  { number, title, publishedMs }: { number: string | null; title?: string; publishedMs: number },
): Bulletin {
  const now = new Map(snails.map((snail) => [`${snail.period} ${snail.by} ${snail.subject}`, snail]));
  return {
    ...draft,
    state: 'published',
    number,
    title: title ?? draft.title,
    publishedMs,
    snails: draft.snails
      .map((snail) => ({ ...snail, ...now.get(`${snail.period} ${snail.by} ${snail.subject}`) }))
      .filter(({ history }) => history.some(({ what }) => what === 'confirmed'))
      .filter(({ state, period }) => state !== 'revoked' || period !== draft.period),
  };
}

/** `2026年11月上半月`. */
export function periodWords(period: Period): string {
  const { kind, first, last } = daysOfPeriod(period);
  const [year, month] = [`${first.year}年`, `${first.month}月`];
  switch (kind) {
    case 'half-month':
      return `${year}${month}${first.day === 1 ? '上' : '下'}半月`;
    case 'month':
      return `${year}${month}`;
    case 'quarter':
      return `${year}第${Math.ceil(first.month / 3)}季度`;
    case 'year':
      return year;
    case 'week':
      return `${year}${month}${first.day}日至${last.month}月${last.day}日`;
  }
}

function isOf(project: Project, by: StandingSubject, subject: string): boolean {
  return (by === 'project' ? project.id : project[by]) === subject;
}

function namesOf({
  districts,
  departments,
  projects,
}: PeriodInputs): (by: StandingSubject, id: string) => string {
  const names = { district: mapOf(districts), department: mapOf(departments), project: mapOf(projects) };
  return (by, id) => names[by].get(id) ?? id;
}

function mapOf(rows: readonly { id: string; name: string }[]): Map<string, string> {
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Of the period just before only: a rank of long ago is no movement. */
function ranksBefore({ before, period }: PeriodInputs): Map<string, number | null> {
  const newest = (before[0] ?? []).filter((row) => row.period === periodBefore(period));
  return new Map(newest.map(({ by, subject, rank }) => [`${by} ${subject}`, rank]));
}

function findingsOf({ findings, projects, period }: PeriodInputs): BulletinFinding[] {
  const last = daysOfPeriod(period).last.toString();
  const byId = new Map(projects.map((project) => [project.id, project]));
  return findings
    .filter(({ kind, level }) => (kind === 'stalled' || kind === 'not-resumed') && level !== 'watch')
    .sort((a, b) => levelNumber(b.level) - levelNumber(a.level) || (a.since < b.since ? -1 : 1))
    .flatMap((finding): BulletinFinding[] => {
      const project = byId.get(finding.project);
      if (project === undefined) return [];
      const { id, kind, level, since, opened, evidence } = finding;
      const { name, district, department } = project;
      const days = findingDays(finding, last);
      const sentence = evidence.sentence.zh;
      return [
        { id, project: project.id, kind, level, since, opened, name, district, department, days, sentence },
      ];
    });
}
