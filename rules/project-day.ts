import type { Activity } from '../model/activity.ts';
import type { CalendarDay } from '../model/calendar.ts';
import { EnergyEdit, type EnergySeries } from '../model/energy.ts';
import type { Meter } from '../model/meter.ts';
import { campDay } from './activity/camp.ts';
import type { DayVerdict } from './activity/compare.ts';
import { type DecidedDay, decide } from './activity/decide.ts';
import { type DayDigest, type DigestMeter, digestDay } from './activity/digest.ts';
import { excuseOf, isFestivalDay, springFestival } from './activity/excuse.ts';
import { type HourSums, hourActivity, hourSums } from './activity/hours.ts';
import { withRest } from './activity/mean-day.ts';
import { type Baseline, baselineOf, remember, withHours } from './activity/memory.ts';
import type { Counted } from './activity/scorecard.ts';
import { whySentence } from './activity/why.ts';
import { type CityDays, dayText } from './city-days.ts';
import type { FindingsConfiguration } from './configuration.ts';
import { usualDayKwh } from './energy/like-days.ts';
import type { MeterEnergy } from './energy/meter-energy.ts';
import type { City, ProjectFacts } from './evaluate.ts';
import { judgeDay } from './findings/judge.ts';
import type { DayRecord } from './findings/rule.ts';
import { isRest, restBefore } from './findings/run-evidence.ts';
import { goOn } from './findings/stop-run.ts';
import type { ProjectMemory } from './project-memory.ts';
import { standstill } from './standstill.ts';

const rememberedRecords = 90;
const rememberedHolidays = 20;

/** What stays the same while the days of a project are gone through. */
export interface ProjectRun {
  city: City;
  days: CityDays;
  facts: ProjectFacts;
  energy: ReadonlyMap<string, MeterEnergy>;
  /** Of the rules, as they hold for this project. */
  parameters: FindingsConfiguration;
  /** Days on which the city stood; see `standstill.ts`. */
  standstills: ReadonlySet<number>;
}

/** What a day of a project comes to. */
export interface ProjectDay {
  day: Activity;
  hours: () => Activity[];
  /** The signs that were weighed; null: there were none. */
  signs: readonly Counted[] | null;
  memory: ProjectMemory;
}

/** Goes on by one finished day. */
export function finishDay(run: ProjectRun, memory: ProjectMemory, day: number): ProjectDay {
  const { city, days, facts, energy } = run;
  const { id, roundTheClock } = facts.project;
  const parameters = city.rules.activity;
  const beginMs = days.beginOf(day);
  const endMs = days.beginOf(day + 1);
  const date = dayText(day);
  const calendar = city.calendar(date);
  const ownExcuse = excuseOf(date, calendar, facts.suspensions);
  const meters = watchedMeters(run, date);
  const sums = hourSums(
    meters.map((meter) => energy.get(meter)!.series),
    beginMs,
    endMs,
  );
  const camp = campDay(campSeries(run, meters, day), beginMs, endMs);
  const seen = digestDay(digestMeters(run, meters, day), day, beginMs, endMs, sums.kwh, camp);
  const baseline = baselineOf(memory.activity);
  const verdict = decide(seen, memory.activity, baseline, { roundTheClock }, parameters);
  const digest = verdict.ground === 'repeated' ? notMeasured(seen) : seen;
  const stood = verdict.state === 'idle' || verdict.state === 'off';
  const excused = ownExcuse ?? (stood && run.standstills.has(day) ? standstill : null);
  const record: DayRecord = {
    day,
    state: verdict.state,
    share: verdict.share,
    kwh: Number.isNaN(digest.kwh) ? 0 : digest.kwh,
    measured: digest.measured,
    rhythm: verdict.rhythm,
    likeness: verdict.likeness,
    logOdds: verdict.logOdds,
    trusted: verdict.state !== 'unknown' && digest.measured >= parameters.leastMeasuredForVerdict,
    grounded: verdict.ground !== 'no-baseline' || hasBegun(facts.project.plannedStart, date),
    shaped: digest.shaped,
    aboveKwh: digest.aboveKwh,
    daylightKwh: daylightOf(sums),
    edits: digest.edits,
    baselineKwh: baseline?.kwh ?? null,
    excused,
    workday: calendar.workday,
  };
  const next = learn(run, memory, record, digest, sums, calendar, verdict);
  return {
    day: dayActivity(id, beginMs, digest, verdict, baseline, excused),
    hours: () =>
      hourActivity(id, beginMs, sums, digest.shaped, memory.activity, baseline, excused, parameters),
    signs: verdict.counted,
    memory: { ...next, book: judgeDay(run, next, day, endMs, record) },
  };
}

function notMeasured(digest: DayDigest): DayDigest {
  return { ...digest, measured: 0, edits: digest.edits | EnergyEdit.repeated };
}

/** The construction meters in service on a day; where a project has none, those of the camp, then of production. */
export function watchedMeters({ facts, energy }: ProjectRun, date: string): string[] {
  for (const role of ['construction', 'camp', 'production'] as const) {
    const ids = new Set(facts.meters.filter((m) => m.role === role && inService(m, date)).map((m) => m.id));
    const known = [...ids].filter((id) => energy.has(id));
    if (known.length > 0) return known;
  }
  return [];
}

function daylightOf({ kwh }: HourSums): number | null {
  const sum = kwh.slice(8, 17).reduce((before, hour) => before + hour, 0);
  return Number.isNaN(sum) ? null : sum;
}

/** Without a baseline a stop counts only where work should have begun; a site that is to begin later may well be quiet. */
function hasBegun(plannedStart: string | null, date: string): boolean {
  return plannedStart !== null && date >= plannedStart;
}

export function inService({ from, to }: Meter, date: string): boolean {
  return (from === null || date >= from) && (to === null || date <= to);
}

/** The meters of a camp that stands apart from the works; none where one of them does not show the shape of the day. */
function campSeries(run: ProjectRun, watched: readonly string[], day: number): EnergySeries[] {
  const date = dayText(day);
  const ids = run.facts.meters.filter((m) => m.role === 'camp' && inService(m, date)).map((m) => m.id);
  if (ids.length === 0) return [];
  const meters = digestMeters(
    run,
    [...new Set(ids)].filter((id) => run.energy.has(id) && !watched.includes(id)),
    day,
  );
  return meters.every(({ shaped }) => shaped) ? meters.map(({ series }) => series) : [];
}

function digestMeters({ energy }: ProjectRun, meters: readonly string[], day: number): DigestMeter[] {
  return meters.map((meter) => {
    const { series, mornings } = energy.get(meter)!;
    const first = mornings[0]!.day;
    const before = mornings[day - first]?.memory ?? null;
    const after = mornings[day + 1 - first] ?? mornings.at(-1)!;
    return { series, usualKwh: before === null ? 0 : usualDayKwh(before), shaped: after.shaped };
  });
}

/** What a finished day teaches: its state, its place in the baseline, its hours, and the run without work. */
function learn(
  { city }: ProjectRun,
  memory: ProjectMemory,
  record: DayRecord,
  digest: DayDigest,
  sums: HourSums,
  calendar: CalendarDay,
  { agrees, print, repeats }: DecidedDay,
): ProjectMemory {
  const { state, trusted, excused, share } = record;
  const stopped = state === 'idle' || state === 'off';
  const workedInARow = state === 'working' ? memory.workedInARow + 1 : stopped ? 0 : memory.workedInARow;
  const stallOpen = memory.book.open.stalled !== undefined || memory.book.open['not-resumed'] !== undefined;
  const activity = remember(memory.activity, digest, record, {
    measured: trusted,
    // The city's standstills come from the states of days, so these must not come from them.
    baseline: trusted && (excused === null || excused === standstill),
    baselineDays: city.rules.activity.baselineDays,
    agrees,
    print,
    repeats,
  });
  const onHoliday =
    stopped && trusted && share !== null && (calendar.holiday !== null || excused === springFestival);
  return {
    ...memory,
    activity: state === 'working' && trusted && digest.shaped ? withHours(activity, sums.kwh) : activity,
    recent: [...memory.recent.slice(1 - rememberedRecords), record],
    run: goOn(memory.run, record, {
      workedInARow,
      stallOpen,
      festivalDay: isFestivalDay(calendar),
      restBefore: () => restBefore(memory),
      loadKw: digest.loadKw,
    }),
    workedInARow,
    rest: digest.loadKw !== null && isRest(record) ? withRest(memory.rest, digest.loadKw) : memory.rest,
    holidayShares: onHoliday
      ? [...memory.holidayShares.slice(1 - rememberedHolidays), share]
      : memory.holidayShares,
  };
}

function dayActivity(
  project: string,
  timeMs: number,
  digest: DayDigest,
  verdict: DayVerdict,
  baseline: Baseline | null,
  excused: string | null,
): Activity {
  return {
    project,
    step: 'day',
    timeMs,
    state: verdict.state,
    index: verdict.share === null ? null : Math.round(1000 * Math.max(0, verdict.share)) / 10,
    energyKwh: Number.isNaN(digest.kwh) ? null : digest.energyKwh,
    measured: digest.measured,
    baselineKwh: baseline?.kwh ?? null,
    excused,
    confidence: verdict.confidence,
    why: whySentence(verdict, digest, baseline),
  };
}
