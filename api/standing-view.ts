import { daysOfPeriod, type Period, periodBefore } from '../model/period.ts';
import type { ScorePart, Standing, StandingSubject } from '../model/standing.ts';
import { hasSnail } from '../rules/snails/held.ts';
import type { RecordsStore } from '../store/records.ts';
import { sees, type Viewer } from './access.ts';
import type { PeriodStatus } from './dispatch-port.ts';
import type { Names } from './names.ts';
import type { Named } from './schemas/name.ts';
import type { StandingList, StandingView } from './schemas/standing.ts';

export function namedSubject(by: StandingSubject, id: string, names: Names): Named {
  if (by === 'project') return names.project(id);
  return by === 'district' ? names.district(id) : names.department(id);
}

/** A district or department sees its own place, and those of its own projects. */
export function seesSubject(
  viewer: Viewer,
  { by, subject }: { by: StandingSubject; subject: string },
  names: Names,
): boolean {
  if (viewer.role !== 'district' && viewer.role !== 'department') return true;
  if (by !== 'project') return by === viewer.role && subject === viewer.scope;
  const project = names.projects.get(subject);
  return project !== undefined && sees(viewer, project);
}

function byRank(a: Standing, b: Standing): number {
  const [rankA, rankB] = [a.rank ?? Number.POSITIVE_INFINITY, b.rank ?? Number.POSITIVE_INFINITY];
  if (rankA !== rankB) return rankA - rankB;
  return a.subject < b.subject ? -1 : 1;
}

function qualityOf(parts: readonly ScorePart[]): number | null {
  const weights = parts.reduce((sum, { weight }) => sum + weight, 0);
  return weights === 0
    ? null
    : parts.reduce((sum, { weight, quality }) => sum + weight * quality, 0) / weights;
}

interface Question {
  period: Period;
  by: StandingSubject;
  /** null: the closing that stands, or the figures as they run. */
  revision: number | null;
  /** null: nobody has closed it, and it is none of those that run. */
  status: PeriodStatus | null;
}

type Head = Pick<StandingList, 'revision' | 'closedMs' | 'inputsHash'>;

/** Which closing is shown; null: there is no such one. */
export function shownClosing({ revision, status }: Question): Head | null {
  const standing = status?.closings.at(-1);
  const shown =
    revision !== null
      ? status?.closings.find((one) => one.revision === revision)
      : standing?.reopened === null
        ? standing
        : null;
  if (shown === undefined)
    return revision === null ? { revision: null, closedMs: null, inputsHash: null } : null;
  if (shown === null) return { revision: null, closedMs: null, inputsHash: null };
  return { revision: shown.revision, closedMs: shown.closedMs, inputsHash: shown.inputsHash };
}

/** The places of a period beside those of the period before, of the revision before, and what was objected to. */
export async function standingViews(
  records: RecordsStore,
  { period, by }: Question,
  shown: Head,
  names: Names,
  viewer: Viewer,
): Promise<StandingView[]> {
  const frozen = (revision: number) => records.frozenStandings(period, revision, by);
  const formerRevision = (shown.revision ?? 0) - 1;
  const [standings, earlier, former, snails, objections] = await Promise.all([
    shown.revision === null ? records.standings(period, by) : frozen(shown.revision),
    records.standings(periodBefore(period), by),
    formerRevision > 0 ? frozen(formerRevision) : [],
    records.snails(),
    records.objections({ period }),
  ]);
  const before = new Map(earlier.map((row) => [row.subject, row.rank]));
  const formerly = new Map(former.map((row) => [row.subject, row]));
  return standings
    .filter((row) => seesSubject(viewer, row, names))
    .sort(byRank)
    .map((row): StandingView => {
      const rankBefore = before.get(row.subject) ?? null;
      const was = formerly.get(row.subject);
      const own = objections.filter((one) => one.by === by && one.subject === row.subject);
      const open = own.filter(({ answer }) => answer === null).length;
      return {
        ...row,
        subject: namedSubject(by, row.subject, names),
        kind: by === 'district' ? (names.districts.get(row.subject)?.kind ?? null) : null,
        rankBefore,
        movement: row.rank === null || rankBefore === null ? null : rankBefore - row.rank,
        quality: qualityOf(row.parts),
        former: was === undefined ? null : { revision: formerRevision, rank: was.rank, score: was.score },
        objections: { open, answered: own.length - open },
        snail: hasSnail(snails, row),
      };
    });
}

export function firstAndLast(period: Period): { from: string; to: string } {
  const { first, last } = daysOfPeriod(period);
  return { from: first.toString(), to: last.toString() };
}
