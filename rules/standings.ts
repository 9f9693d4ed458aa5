import type { Activity } from '../model/activity.ts';
import { type Period, periodDays } from '../model/period.ts';
import type { Project } from '../model/project.ts';
import type { Standing, StandingSubject } from '../model/standing.ts';

/** What a ranking is computed from. */
export interface StandingsQuestion {
  period: Period;
  projects: readonly Project[];
  /** Day activity of the period, in any order; days of other periods are not looked at. */
  days: Iterable<Activity>;
  /** Confirmed golden snails of the period, as `district/yinzhou`; only a person confirms one. */
  snails: ReadonlySet<string>;
  timeZone: string;
}

/** A subject with fewer projects that can be told about is shown without a rank: one site is no rate. */
const leastProjects = 3;

type State = Activity['state'];

/** What one project did over the period. */
interface Tally {
  days: Record<State, number>;
  excused: number;
  /** The state of its newest known day that no excuse covers. */
  last: { timeMs: number; state: State } | null;
}

/**
 * Ranks subjects by the share of working days among the known, unexcused ones of their projects in construction, 0 to
 * 100. Ties
 * share a rank. A subject with too few projects that are known of has no rank.
 */
export function standingsOf(by: StandingSubject, question: StandingsQuestion): Standing[] {
  const { period, projects, snails } = question;
  const tallies = tallyDays(question);
  const building = projects.filter(({ stage }) => stage === 'construction');
  const groups = Map.groupBy(building, (project) => subjectOf(project, by));
  const rows = [...groups].map(([subject, members]) =>
    standingOf(by, subject, period, snails, members, tallies),
  );
  rows.sort((a, b) => (b.score ?? -1) - (a.score ?? -1) || (a.subject < b.subject ? -1 : 1));
  let rank = 0;
  return rows.map((row, index) => {
    if (row.score === null) return row;
    if (index === 0 || row.score !== rows[index - 1]!.score) rank = index + 1;
    return { ...row, rank };
  });
}

function subjectOf(project: Project, by: StandingSubject): string {
  return by === 'project' ? project.id : project[by];
}

function tallyDays({ period, days, timeZone }: StandingsQuestion): Map<string, Tally> {
  const bounds = periodDays(period);
  if (bounds === null) throw new RangeError(`${period} is no period`);
  const fromMs = bounds.first.toZonedDateTime(timeZone).epochMilliseconds;
  const toMs = bounds.last.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
  const tallies = new Map<string, Tally>();
  for (const { project, step, timeMs, state, excused } of days) {
    if (step !== 'day' || timeMs < fromMs || timeMs >= toMs) continue;
    let tally = tallies.get(project);
    if (tally === undefined) {
      tally = { days: { unknown: 0, off: 0, idle: 0, working: 0 }, excused: 0, last: null };
      tallies.set(project, tally);
    }
    // Work on an excused day counts for a project, rest on one does not count against it.
    if (excused !== null && state !== 'working') {
      tally.excused += 1;
      continue;
    }
    tally.days[state] += 1;
    if (state !== 'unknown' && (tally.last === null || timeMs > tally.last.timeMs))
      tally.last = { timeMs, state };
  }
  return tallies;
}

function standingOf(
  by: StandingSubject,
  subject: string,
  period: Period,
  snails: ReadonlySet<string>,
  members: readonly Project[],
  tallies: ReadonlyMap<string, Tally>,
): Standing {
  const counts = { working: 0, idle: 0, off: 0, unknown: 0, excused: 0 };
  let workedDays = 0;
  let knownDays = 0;
  let ranked = 0;
  for (const { id } of members) {
    const tally = tallies.get(id);
    if (tally === undefined || tally.last === null) {
      counts[tally !== undefined && tally.excused > 0 && tally.days.unknown === 0 ? 'excused' : 'unknown'] +=
        1;
      continue;
    }
    counts[tally.last.state] += 1;
    ranked += 1;
    workedDays += tally.days.working;
    knownDays += tally.days.working + tally.days.idle + tally.days.off;
  }
  const enough = ranked >= (by === 'project' ? 1 : leastProjects);
  return {
    period,
    by,
    subject,
    rank: null,
    score: enough ? Math.round((1000 * workedDays) / knownDays) / 10 : null,
    snail: snails.has(`${by}/${subject}`),
    projects: members.length,
    ...counts,
  };
}
