import path from 'node:path';
import type { SaidDay, SaidFinding } from '../../app/commands/evaluate-files.ts';
import { chineseCalendar } from '../../registry/calendar.ts';
import type { Judged } from './folder.ts';
import { rowsOf } from './kindred.ts';

/** A run of at least ten low days of one enterprise that a rule has to tell of. */
interface Episode {
  project: string;
  first: string;
  last: string;
}

interface Resumption {
  project: string;
  stoppedOn: string;
  resumedOn: string;
}

/** The labels of Yangzhong: letters of days, episodes outside the festival, and the festival itself. */
export interface YangzhongTruth {
  letters: Map<string, string>;
  closures: Episode[];
  endings: Episode[];
  resumptions: Resumption[];
  /** Enterprises that ran through a festival, with its year. */
  ranThrough: { project: string; year: number }[];
}

export async function readYangzhong(directory: string): Promise<YangzhongTruth> {
  const codes = await rowsOf(path.join(directory, 'day_codes.csv.gz'));
  const projects = codes[0]!.slice(1).map((id) => `u${id}`);
  const letters = new Map(
    codes
      .slice(1)
      .flatMap(([date, ...row]) => row.map((letter, n) => [`${projects[n]} ${date}`, letter] as const)),
  );
  const known = new Set(projects);
  const episodes = (await rowsOf(path.join(directory, 'episodes.csv'))).slice(1);
  const of = (wanted: string) =>
    episodes
      .filter(
        ([id, , , , kind, festival]) =>
          kind === wanted && known.has(`u${id}`) && (wanted !== 'closure' || festival === ''),
      )
      .map(([id, first, last]) => ({ project: `u${id}`, first: first!, last: last! }));
  const festival = (await rowsOf(path.join(directory, 'spring_festival.csv')))
    .slice(1)
    .filter(([id]) => known.has(`u${id}`));
  return {
    letters,
    closures: of('closure'),
    endings: of('ended'),
    resumptions: festival
      .filter(([, , state, , resumed]) => state === 'stopped' && resumed !== '')
      .map(([id, , , stoppedOn, resumedOn]) => ({
        project: `u${id}`,
        stoppedOn: stoppedOn!,
        resumedOn: resumedOn!,
      })),
    ranThrough: festival
      .filter(([, , state]) => state === 'ran through')
      .map(([id, year]) => ({ project: `u${id}`, year: Number(year) })),
  };
}

/** What a rule said of Yangzhong; shares from 0 to 1. */
export interface YangzhongScore {
  closedStopped: number;
  workedStopped: number;
  closures: Told;
  endings: Told;
  /** Stops that were first told of, or became yellow, on a day that was worked. */
  falseStops: { any: number; yellow: number };
  delayDays: { any: number; yellow: number };
  festival: {
    resumptions: number;
    medianDays: number;
    within2: number;
    ranThroughStopped: number;
    toldBeforeLantern: number;
  };
}

interface Told {
  of: number;
  any: number;
  yellow: number;
}

export function scoreYangzhong(
  truth: YangzhongTruth,
  { days, findings }: Pick<Judged, 'days' | 'findings'>,
): YangzhongScore {
  const stops = findings.filter(({ kind }) => kind === 'stalled' || kind === 'not-resumed');
  const delays = { any: [] as number[], yellow: [] as number[] };
  const told = (episodes: readonly Episode[]): Told => {
    const score = { of: episodes.length, any: 0, yellow: 0 };
    for (const episode of episodes) {
      const own = stops.filter((stop) => overlaps(stop, episode));
      if (own.length === 0) continue;
      score.any += 1;
      delays.any.push(daysBetween(episode.first, own.map(({ opened }) => opened).sort()[0]!));
      const yellow = own.flatMap((stop) => yellowDate(stop) ?? []).sort()[0];
      if (yellow === undefined) continue;
      score.yellow += 1;
      delays.yellow.push(daysBetween(episode.first, yellow));
    }
    return score;
  };
  const closures = told(truth.closures);
  const endings = told(truth.endings);
  const worked = (project: string, date: string | null) => truth.letters.get(`${project} ${date}`) === 'W';
  return {
    ...dayShares(truth, days),
    closures,
    endings,
    falseStops: {
      any: stops.filter(({ project, opened }) => worked(project, opened)).length,
      yellow: stops.filter((stop) => worked(stop.project, yellowDate(stop))).length,
    },
    delayDays: { any: medianOf(delays.any), yellow: medianOf(delays.yellow) },
    festival: festivalOf(truth, days, stops),
  };
}

function dayShares(
  { letters }: YangzhongTruth,
  days: readonly SaidDay[],
): Pick<YangzhongScore, 'closedStopped' | 'workedStopped'> {
  const counts = { closed: 0, closedStopped: 0, worked: 0, workedStopped: 0 };
  for (const { project, date, state } of days) {
    const letter = letters.get(`${project} ${date}`);
    if (state === 'unknown' || letter === undefined || !'WCE'.includes(letter)) continue;
    const stopped = state !== 'working';
    if (letter === 'W') {
      counts.worked += 1;
      if (stopped) counts.workedStopped += 1;
    } else {
      counts.closed += 1;
      if (stopped) counts.closedStopped += 1;
    }
  }
  return {
    closedStopped: counts.closedStopped / counts.closed,
    workedStopped: counts.workedStopped / counts.worked,
  };
}

const calendar = chineseCalendar();

function isExcusedByFestival(date: string): boolean {
  const { springFestivalDay } = calendar(date);
  return springFestivalDay !== null && springFestivalDay >= -10 && springFestivalDay <= 15;
}

function festivalOf(
  truth: YangzhongTruth,
  days: readonly SaidDay[],
  stops: readonly SaidFinding[],
): YangzhongScore['festival'] {
  const byProject = Map.groupBy(days, ({ project }) => project);
  const away = truth.resumptions.map(({ project, stoppedOn, resumedOn }) => {
    const own = byProject.get(project) ?? [];
    const stopped = own.find(
      ({ date, state }) => date >= stoppedOn && state !== 'working' && state !== 'unknown',
    );
    const reported = own.find(
      ({ date, state }) => date > (stopped?.date ?? stoppedOn) && state === 'working',
    );
    return reported === undefined
      ? Number.POSITIVE_INFINITY
      : Math.abs(daysBetween(resumedOn, reported.date));
  });
  const stoppedDays = new Set(
    days
      .filter(({ date, state }) => isExcusedByFestival(date) && (state === 'idle' || state === 'off'))
      .map(({ project, date }) => `${project} ${date.slice(0, 4)}`),
  );
  return {
    resumptions: away.length,
    medianDays: medianOf(away),
    within2: away.filter((count) => count <= 2).length,
    ranThroughStopped: truth.ranThrough.filter(({ project, year }) => stoppedDays.has(`${project} ${year}`))
      .length,
    toldBeforeLantern: stops.filter(
      ({ kind, opened }) => kind === 'not-resumed' && isExcusedByFestival(opened),
    ).length,
  };
}

function overlaps({ project, since, closed }: SaidFinding, episode: Episode): boolean {
  return project === episode.project && since <= episode.last && (closed === null || closed > episode.first);
}

function yellowDate({ kind, level, opened, yellowOn }: SaidFinding): string | null {
  return kind === 'not-resumed' && level !== 'watch' ? opened : yellowOn;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
