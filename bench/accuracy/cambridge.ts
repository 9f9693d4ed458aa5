import path from 'node:path';
import { GrowingColumns } from '../../app/commands/backtest-columns.ts';
import type { ReadingSeries } from '../../model/reading.ts';
import { siteFacts } from '../../rules/cases/site.fixture.ts';
import type { City, ProjectQuestion } from '../../rules/evaluate.ts';
import { type Judged, judge, labelledCity } from './folder.ts';
import { rowsOf } from './kindred.ts';

const hourMs = 3_600_000;

/** What the rules said of the buildings of Cambridge, 2019 to 2021; shares from 0 to 1. */
export interface CambridgeScore {
  buildings: number;
  /** Working days of the lockdown, and of the same weeks of 2019, called not working: of all buildings together. */
  lockdown: number;
  control: number;
  /** Buildings of which more of the lockdown's days were called so than of their own control weeks. */
  buildingsAbove: number;
  /** Long runs of zeros that stand for missing readings, and stops that were first told of inside of one. */
  missingRuns: number;
  stopsInside: number;
}

/** Runs the rules over the hourly registers in the buildings' own zone and scores them by their protocol. */
export async function judgeCambridge(directory: string): Promise<CambridgeScore> {
  const kinds = new Map(
    (await rowsOf(path.join(directory, 'calendar.csv'))).slice(1).map((row) => [row[0]!, row]),
  );
  const city: City = {
    ...labelledCity,
    timeZone: 'Europe/London',
    calendar: (date) => {
      const kind = kinds.get(date)?.[1] ?? 'workday';
      const holiday = kind === 'bank holiday' || kind === 'christmas break' ? kind : null;
      return { date, workday: kind === 'workday', holiday, springFestivalDay: null };
    },
  };
  const questions = await questionsOf(path.join(directory, 'dev/hourly_kwh_2019_2021.csv.gz'));
  const judged = judge({ truth: [], questions }, city);
  const runs = (await rowsOf(path.join(directory, 'dev/zero_runs.csv')))
    .slice(1)
    .filter((row) => row[1]! >= '2019' && row.at(-1) === 'missing')
    .map(([building, first, last]) => ({
      building: building!,
      first: first!.slice(0, 10),
      last: last!.slice(0, 10),
    }));
  return {
    buildings: questions.length,
    ...lockdownOf(judged, kinds),
    missingRuns: runs.length,
    stopsInside: insideOf(judged, runs),
  };
}

function lockdownOf(
  { days }: Judged,
  kinds: ReadonlyMap<string, readonly string[]>,
): Pick<CambridgeScore, 'lockdown' | 'control' | 'buildingsAbove'> {
  const counts = new Map<string, { days: number; stopped: number }[]>();
  const total = [1, 2].map(() => ({ days: 0, stopped: 0 }));
  for (const { project, date, state } of days) {
    const [, kind, lockdown, control] = kinds.get(date) ?? [];
    const at = lockdown === '1' ? 0 : control === '1' ? 1 : -1;
    if (at < 0 || kind !== 'workday' || state === 'unknown') continue;
    const own = counts.get(project) ?? [1, 2].map(() => ({ days: 0, stopped: 0 }));
    counts.set(project, own);
    for (const count of [own[at]!, total[at]!]) {
      count.days += 1;
      if (state !== 'working') count.stopped += 1;
    }
  }
  const share = ({ days: of, stopped }: { days: number; stopped: number }) => stopped / of;
  return {
    lockdown: share(total[0]!),
    control: share(total[1]!),
    buildingsAbove: [...counts.values()].filter(([lockdown, control]) => share(lockdown!) > share(control!))
      .length,
  };
}

function insideOf(
  { findings }: Judged,
  runs: readonly { building: string; first: string; last: string }[],
): number {
  const stops = findings.filter(({ kind }) => kind === 'stalled' || kind === 'not-resumed');
  return stops.filter(({ project, opened }) =>
    runs.some(({ building, first, last }) => building === project && first <= opened && opened <= last),
  ).length;
}

/** An empty cell sends nothing; a zero is a gateway that repeats the last register, without voltage. */
async function questionsOf(file: string): Promise<ProjectQuestion[]> {
  const [header, ...rows] = await rowsOf(file);
  const untilMs = Date.parse(rows.at(-1)![0]!) + hourMs;
  return header!.slice(1).map((building, n) => {
    const columns = new GrowingColumns(building);
    let kwh = 0;
    for (const row of rows) {
      const cell = row[n + 1]!;
      if (cell === '') continue;
      kwh += Number(cell);
      columns.push(Date.parse(row[0]!) + hourMs, kwh, Number.NaN, Number(cell) === 0 ? Number.NaN : 230);
    }
    return questionOf(building, columns.series(), untilMs);
  });
}

function questionOf(building: string, series: ReadingSeries, untilMs: number): ProjectQuestion {
  const facts = siteFacts({
    project: { id: building, name: building, category: 'kindred' },
    meter: { id: building, project: building },
  });
  return { facts, start: null, readings: [series], untilMs, hours: false, checkpointsFrom: null };
}
