import type { ActivityState } from '../../model/activity.ts';
import type { CalendarDay } from '../../model/calendar.ts';
import type { SaidDay, SaidFinding, TruthDay } from './evaluate-files.ts';

/** Working against not working; days without a verdict stand apart. */
export interface Confusion {
  /** Worked and called so, worked but called stopped or off, and so on. */
  truePositive: number;
  falseNegative: number;
  falsePositive: number;
  trueNegative: number;
  /** Known days of which nothing was said. */
  untoldWorking: number;
  untoldStopped: number;
}

export interface DayScore extends Confusion {
  /** By true state, then by said state. */
  matrix: Record<'working' | 'idle' | 'off', Record<ActivityState, number>>;
  precision: number;
  recall: number;
  f1: number;
  mcc: number;
  /** Over the projects that have days of both kinds. */
  projectMccMedian: number;
  projectMccTenth: number;
  projects: number;
  /** Days from a stop's first day to the first day called so, and from the first day of work after it. */
  stopDelayMedian: number;
  resumptionDelayMedian: number;
  stops: number;
}

export interface StallScore {
  /** Stalls that last long enough for the rule to know of. */
  stalls: number;
  found: number;
  findings: number;
  right: number;
  /** Findings that overlap no stall. */
  wrong: SaidFinding[];
  /** Stalls that could be known of and were not told of, by project and days. */
  missed: Stall[];
  precision: number;
  recall: number;
  f1: number;
  /** Days after the day on which the rule could first know. */
  delayMedian: number;
}

/** Stops shorter than this are everyday; their delay says nothing. */
const leastStopDays = 7;
/** Stopped working days after which a stall can be held against someone: the yellow level. */
const yellowDays = 7;
/** A day that was measured less tells nobody anything. */
const leastMeasured = 0.5;
/** 正月十六: from then on a site that stands since the Spring Festival can be told of at once. */
const endOfFestival = 16;

export function mccOf(confusion: Confusion): number {
  const { truePositive: tp, trueNegative: tn, falsePositive: fp, falseNegative: fn } = confusion;
  const product = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn);
  return product === 0 ? Number.NaN : (tp * tn - fp * fn) / Math.sqrt(product);
}

export function scoreDays(truth: readonly TruthDay[], said: readonly SaidDay[]): DayScore {
  const states = new Map(said.map(({ project, date, state }) => [`${project} ${date}`, state]));
  const total = emptyConfusion();
  const matrix: DayScore['matrix'] = { working: noStates(), idle: noStates(), off: noStates() };
  const projectMccs: number[] = [];
  const delays = { stop: [] as number[], resumption: [] as number[] };
  for (const days of byProject(truth).values()) {
    const own = emptyConfusion();
    const told = days.map(({ project, date }) => states.get(`${project} ${date}`) ?? 'unknown');
    for (const [i, { state }] of days.entries()) {
      if (state === null || state === 'unknown') continue;
      matrix[state][told[i]!] += 1;
      count(own, state === 'working', told[i]!);
    }
    for (const key of Object.keys(total) as (keyof Confusion)[]) total[key] += own[key];
    const mcc = mccOf(own);
    if (!Number.isNaN(mcc)) projectMccs.push(mcc);
    addDelays(days, told, delays);
  }
  const precision = total.truePositive / (total.truePositive + total.falsePositive);
  const recall = total.truePositive / (total.truePositive + total.falseNegative);
  return {
    ...total,
    matrix,
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall),
    mcc: mccOf(total),
    projectMccMedian: quantile(projectMccs, 0.5),
    projectMccTenth: quantile(projectMccs, 0.1),
    projects: projectMccs.length,
    stopDelayMedian: quantile(delays.stop, 0.5),
    resumptionDelayMedian: quantile(delays.resumption, 0.5),
    stops: delays.stop.length,
  };
}

function addDelays(
  days: readonly TruthDay[],
  told: readonly ActivityState[],
  delays: { stop: number[]; resumption: number[] },
): void {
  const isStopped = (state: ActivityState | null | undefined) => state === 'idle' || state === 'off';
  for (let first = 0; first < days.length; first += 1) {
    if (!isStopped(days[first]!.state) || isStopped(days[first - 1]?.state)) continue;
    let end = first;
    while (end < days.length && isStopped(days[end]!.state)) end += 1;
    if (end - first < leastStopDays) continue;
    const seen = told.findIndex((state, i) => i >= first && i < end && isStopped(state));
    delays.stop.push(seen < 0 ? end - first : seen - first);
    if (end === days.length || days[end]!.state !== 'working') continue;
    const resumed = told.findIndex((state, i) => i >= end && state === 'working');
    if (resumed >= 0) delays.resumption.push(resumed - end);
  }
}

export function scoreStalls(
  truth: readonly TruthDay[],
  said: readonly SaidDay[],
  findings: readonly SaidFinding[],
  calendar: (date: string) => CalendarDay,
): StallScore {
  const held = new Set(
    said
      .filter(({ excused, measured }) => !excused && measured >= leastMeasured)
      .map(({ project, date }) => `${project} ${date}`),
  );
  const projects = byProject(truth);
  const stalls = [...projects.values()].flatMap(stallsOf);
  const loud = findings.filter(
    (finding) =>
      (finding.kind === 'stalled' || finding.kind === 'not-resumed') &&
      finding.level !== 'watch' &&
      isScored(finding, projects.get(finding.project) ?? []),
  );
  const delays: number[] = [];
  let knowable = 0;
  let found = 0;
  const right = new Set<SaidFinding>();
  const missed: Stall[] = [];
  for (const stall of stalls) {
    const matching = loud.filter((finding) => overlaps(finding, stall));
    for (const finding of matching) right.add(finding);
    const knowableOn = knowableDate(stall, held, calendar);
    if (knowableOn === null) continue;
    knowable += 1;
    const first = matching.map(({ yellowOn, opened }) => yellowOn ?? opened).sort()[0];
    if (first === undefined) {
      missed.push(stall);
      continue;
    }
    found += 1;
    delays.push(Math.max(0, daysBetween(knowableOn, first)));
  }
  const precision = loud.length === 0 ? Number.NaN : right.size / loud.length;
  const recall = knowable === 0 ? Number.NaN : found / knowable;
  return {
    stalls: knowable,
    found,
    findings: loud.length,
    right: right.size,
    wrong: loud.filter((finding) => !right.has(finding)),
    missed,
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall),
    delayMedian: quantile(delays, 0.5),
  };
}

export interface Stall {
  project: string;
  kind: string;
  days: TruthDay[];
  /** Nothing is known of the days before it. */
  fromFirstDay: boolean;
}

function stallsOf(days: readonly TruthDay[]): Stall[] {
  const stalls: Stall[] = [];
  for (const [i, day] of days.entries()) {
    if (day.stall === '') continue;
    const before = days[i - 1];
    const goesOn = before?.stall === day.stall && daysBetween(before.date, day.date) === 1;
    if (goesOn) stalls.at(-1)!.days.push(day);
    else stalls.push({ project: day.project, kind: day.stall, days: [day], fromFirstDay: i === 0 });
  }
  return stalls;
}

/**
 * The first day on which the yellow rule can be met; null: on none. Days that an excuse covers, or that nobody measured,
 * can be held against nobody. Of a stop that the data begin with nobody knows whether it goes back into the festival.
 */
function knowableDate(
  { project, kind, days, fromFirstDay }: Stall,
  held: ReadonlySet<string>,
  calendar: (date: string) => CalendarDay,
): string | null {
  const counted = days.filter(({ date }) => calendar(date).workday && held.has(`${project} ${date}`));
  if (kind === 'not-resumed' && !fromFirstDay) {
    return (
      counted.find(({ date }) => (calendar(date).springFestivalDay ?? 99) >= endOfFestival)?.date ?? null
    );
  }
  return counted[yellowDays - 1]?.date ?? null;
}

/** A finding over days of which nothing is known is neither right nor wrong. */
function isScored({ since, closed }: SaidFinding, days: readonly TruthDay[]): boolean {
  return days.some(
    ({ date, state, stall }) =>
      (state !== null || stall !== '') && date >= since && (closed === null || date < closed),
  );
}

function overlaps({ project, since, closed }: SaidFinding, stall: Stall): boolean {
  const first = stall.days[0]!.date;
  const last = stall.days.at(-1)!.date;
  return project === stall.project && since <= last && (closed === null || closed > first);
}

function byProject(truth: readonly TruthDay[]): Map<string, TruthDay[]> {
  const groups = Map.groupBy(truth, ({ project }) => project);
  for (const days of groups.values()) days.sort((a, b) => (a.date < b.date ? -1 : 1));
  return groups;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

function emptyConfusion(): Confusion {
  return {
    truePositive: 0,
    falseNegative: 0,
    falsePositive: 0,
    trueNegative: 0,
    untoldWorking: 0,
    untoldStopped: 0,
  };
}

function noStates(): Record<ActivityState, number> {
  return { working: 0, idle: 0, off: 0, unknown: 0 };
}

function count(confusion: Confusion, worked: boolean, said: ActivityState): void {
  if (said === 'unknown') confusion[worked ? 'untoldWorking' : 'untoldStopped'] += 1;
  else if (said === 'working') confusion[worked ? 'truePositive' : 'falsePositive'] += 1;
  else confusion[worked ? 'falseNegative' : 'trueNegative'] += 1;
}
