import { periodBefore, periodOf } from '../model/period.ts';
import type { Standing } from '../model/standing.ts';
import type { ActivityRow, ReadingsStore } from '../store/readings.ts';
import type { RecordsStore } from '../store/records.ts';
import { dayOf, dayRange, lastDays } from './days.ts';
import { byAttention, findingViews } from './finding-view.ts';
import type { Names } from './names.ts';
import type { FindingView } from './schemas/finding.ts';

/** A project that no evaluation of so many days speaks of is unknown. */
const newestDays = 3;

export type DayActivity = ActivityRow & { day: string };

/** What the last evaluation (and people since) wrote about the projects. */
export interface Evaluated {
  /** The day whose state is shown, by project. */
  activity: ReadonlyMap<string, DayActivity>;
  energyTodayKwh: ReadonlyMap<string, number>;
  /** Open findings by project, reddest first. */
  findings: ReadonlyMap<string, readonly FindingView[]>;
  /** Of the districts, newest period. */
  standings: ReadonlyMap<string, Standing>;
}

export const nothingEvaluated: Evaluated = {
  activity: new Map(),
  energyTodayKwh: new Map(),
  findings: new Map(),
  standings: new Map(),
};

/** What an evaluation changed, for those who watch. */
export interface CityChange {
  activity: DayActivity[];
  /** Opened, changed and closed. */
  findings: FindingView[];
}

export interface EvaluatedPorts {
  records: RecordsStore;
  readings: ReadingsStore;
}

/** Of each project today's row as soon as it says anything, else the newest whole day's. */
async function newestActivity(
  readings: ReadingsStore,
  zone: string,
  nowMs: number,
): Promise<Map<string, DayActivity>> {
  const todayMs = dayRange(dayOf(nowMs, zone), zone).fromMs;
  const days = new Map<number, string>();
  const newest = new Map<string, DayActivity>();
  for (const row of await readings.activity(null, lastDays(newestDays - 1, nowMs, zone), 'day')) {
    const saysNothing = row.timeMs === todayMs && row.state === 'unknown';
    const known = newest.get(row.project);
    if (known !== undefined && (row.timeMs < known.timeMs || saysNothing)) continue;
    const day = days.get(row.timeMs) ?? dayOf(row.timeMs, zone);
    days.set(row.timeMs, day);
    newest.set(row.project, { ...row, day });
  }
  return newest;
}

async function openFindings(
  records: RecordsStore,
  names: Names,
  today: string,
): Promise<Map<string, FindingView[]>> {
  const views = await findingViews(records, await records.findings({ open: true }), names, today);
  return Map.groupBy(views.sort(byAttention), ({ project }) => project.id);
}

/** Of the half month that runs, or of the one before while it has none. */
async function newestStandings(
  records: RecordsStore,
  zone: string,
  nowMs: number,
): Promise<Map<string, Standing>> {
  const period = periodOf(Temporal.PlainDate.from(dayOf(nowMs, zone)), 'half-month');
  const running = await records.standings(period, 'district');
  const standings = running.length > 0 ? running : await records.standings(periodBefore(period), 'district');
  return new Map(standings.map((standing) => [standing.subject, standing]));
}

export async function readEvaluated(
  { records, readings }: EvaluatedPorts,
  names: Names,
  zone: string,
  nowMs: number,
): Promise<Evaluated> {
  const today = dayRange(dayOf(nowMs, zone), zone);
  const [activity, energy, findings, standings] = await Promise.all([
    newestActivity(readings, zone, nowMs),
    readings.projectEnergy([...names.projects.keys()], today, 'day'),
    openFindings(records, names, dayOf(nowMs, zone)),
    newestStandings(records, zone, nowMs),
  ]);
  const energyTodayKwh = new Map(energy.map(({ project, kwh }) => [project, kwh]));
  return { activity, energyTodayKwh, findings, standings };
}

function isSameDay(a: DayActivity | undefined, b: DayActivity): boolean {
  return a?.day === b.day && a.state === b.state && a.index === b.index && a.excused === b.excused;
}

/** The findings that closed are read once more, for their last events. */
export async function changeBetween(
  records: RecordsStore,
  before: Evaluated,
  after: Evaluated,
  names: Names,
  today: string,
): Promise<CityChange> {
  const activity = [...after.activity.values()].filter(
    (row) => !isSameDay(before.activity.get(row.project), row),
  );
  const known = new Map([...before.findings.values()].flat().map((view) => [view.id, JSON.stringify(view)]));
  const open = [...after.findings.values()].flat();
  const changed = open.filter((view) => known.get(view.id) !== JSON.stringify(view));
  for (const { id } of open) known.delete(id);
  const gone = [...known.keys()];
  if (gone.length === 0) return { activity, findings: changed };
  const ended = (await Promise.all(gone.map((id) => records.finding(id)))).filter((one) => one !== null);
  const closed = await findingViews(records, ended, names, today);
  return { activity, findings: [...changed, ...closed] };
}
