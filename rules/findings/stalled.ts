import { z } from 'zod';
import { type FindingLevel, levelNumber } from '../../model/finding.ts';
import { dayText } from '../city-days.ts';
import { notBegun } from './not-begun.ts';
import { clear, listDays, type Rule, type RuleFacts, type StopRun, unsure } from './rule.ts';
import { evidenceOfRun } from './run-evidence.ts';

const Parameters = z
  .strictObject({
    enabled: z.boolean().default(true),
    /** Stopped unexcused working days in a row. */
    watchDays: z.int().positive().default(3),
    yellowDays: z.int().positive().default(7),
    redDays: z.int().positive().default(15),
    /** At least this share of the run's days must have been measured. */
    leastKnown: z.number().min(0).max(1).default(0.8),
    /**
     * Where meters do not show the shape of the day, standing load and weak work look alike: there the run's mean
     * must have fallen to this share of a working day, or to what the site draws on its own holidays.
     */
    deepShare: z.number().min(0).max(1).default(0.04),
    /**
     * Where they do, the days of the run must speak against work together by these log odds before it is more than
     * watched; see `run-evidence.ts`. A run that speaks less clearly is yellow when it is as long as red wants, and
     * never red; one that speaks of work is yellow after thrice that: whoever may be working has to be asked, and a
     * stop of months not to be missed.
     */
    clearLogOdds: z.number().max(0).default(-2.4),
  })
  .prefault({});
type Parameters = z.infer<typeof Parameters>;

/** 停工: people would work, nobody does, and nothing excuses it. */
export const stalled: Rule<typeof Parameters> = {
  kind: 'stalled',
  title: { zh: '停工', en: 'Stalled' },
  parameters: Parameters,
  evaluate(facts, parameters) {
    const { run, today, open } = facts;
    if (facts.facts.project.stage !== 'construction') return clear;
    if (today === null || !today.trusted) return unsure;
    if (run === null) return clear;
    if (run.festival || run.sinceDay === null) return open ? unsure : clear;
    if (notBegun(facts) || tunnels(facts, run)) return open ? unsure : clear;
    if (run.counted.length < parameters.watchDays) return open ? unsure : clear;
    const runLogOdds = run.shaped ? evidenceOfRun(run, facts) : null;
    const level = levelOf(facts, run, runLogOdds, parameters);
    if (!open && !isDeep(facts, run, parameters)) return clear;
    if (!open && run.stopped / (run.stopped + run.unknown) < parameters.leastKnown) return unsure;
    return {
      is: 'holds',
      level,
      sinceDay: run.sinceDay,
      evidence: evidenceOf(facts, run, level, runLogOdds, parameters),
    };
  },
};

/** What was said of a stop stays said until it ends. */
function levelOf(
  facts: RuleFacts,
  run: StopRun,
  runLogOdds: number | null,
  parameters: Parameters,
): FindingLevel {
  const days = run.counted.length;
  const before = facts.open?.level ?? 'watch';
  if (days < parameters.yellowDays || before === 'red') return before;
  const speech = speechOf(facts, runLogOdds, parameters);
  if (speech === 'clear') return days < parameters.redDays ? 'yellow' : 'red';
  if (before !== 'watch') return before;
  const times = speech === 'unclear' ? 1 : timesOfWork;
  return days < times * parameters.redDays ? before : 'yellow';
}

/** A run that speaks against work by less than this may as well be one of weak work (log odds, J). */
const leastOdds = -2;
/** Even such a run is asked about after so many times the days of red: earthworks by diesel are over in two months (J). */
const timesOfWork = 3;

/** What the days of a run say together. */
type Speech = 'clear' | 'unclear' | 'of work';

/** With fewer working days known there is nothing of the site's own to compare with, and its days must speak by so much more. */
const baselineLeastDays = 5;
const moreWithoutBaseline = 1;

function speechOf(
  { baselineDays }: RuleFacts,
  runLogOdds: number | null,
  { clearLogOdds }: Parameters,
): Speech {
  if (runLogOdds === null) return 'clear';
  const more = baselineDays < baselineLeastDays ? moreWithoutBaseline : 0;
  return runLogOdds <= clearLogOdds - more ? 'clear' : runLogOdds < leastOdds ? 'unclear' : 'of work';
}

/** A shield machine runs flat through day and night: on a railway as much energy as ever is no stop, whatever its shape. */
function tunnels({ facts, today }: RuleFacts, { kwhSum, stopped }: StopRun): boolean {
  const baselineKwh = today?.baselineKwh ?? null;
  return facts.project.category === 'rail' && baselineKwh !== null && kwhSum / stopped >= baselineKwh;
}

/** How far above its own holidays' level a run may lie and still be the same standing load. */
const sameStandingLoad = 1.1;

function isDeep({ holidayShare }: RuleFacts, run: StopRun, { deepShare }: Parameters): boolean {
  if (run.shaped) return true;
  return run.shareSum / run.stopped <= Math.max(deepShare, sameStandingLoad * (holidayShare ?? 0));
}

function evidenceOf(
  facts: RuleFacts,
  run: StopRun,
  level: FindingLevel,
  runLogOdds: number | null,
  parameters: Parameters,
) {
  const days = run.counted.length;
  // Without a working day of its own there is nothing that it could be a share of.
  const meanShare = facts.baselineDays === 0 ? null : Math.round((100 * run.shareSum) / run.stopped);
  const meanKwh = tenths(run.kwhSum / run.stopped);
  const since = dayText(run.sinceDay!);
  const zh =
    meanShare === null ? `日均 ${meanKwh} 千瓦时，尚无施工日可比` : `平均只有常态施工日的 ${meanShare}%`;
  const en =
    meanShare === null
      ? `${meanKwh} kWh a day on average, with no working day of its own to compare with`
      : `on average ${meanShare}% of a normal working day`;
  return {
    sentence: {
      zh: `自 ${since} 起连续 ${days} 个工作日没有施工用电，${zh}，其间无任何免责事由。`,
      en: `No work by its electricity on ${days} working days in a row since ${since}: ${en}, and nothing excuses it.`,
    },
    figures: {
      stoppedWorkingDays: days,
      stoppedDays: run.stopped,
      unmeasuredDays: run.unknown,
      meanShareOfNormalPercent: meanShare,
      meanKwhPerDay: meanKwh,
      baselineKwhPerDay: tenths(facts.today?.baselineKwh ?? null),
      meanLogOddsOfWork: run.shaped ? tenths(run.logOddsSum / run.stopped) : null,
      runLogOddsOfWork: tenths(runLogOdds),
      clearLogOdds: run.shaped ? parameters.clearLogOdds : null,
      baselineDays: facts.baselineDays,
      measuredShare: facts.today?.measured ?? null,
      watchOn: reachedOn(facts, 'watch', level),
      yellowOn: reachedOn(facts, 'yellow', level),
      redOn: reachedOn(facts, 'red', level),
      watchDays: parameters.watchDays,
      yellowDays: parameters.yellowDays,
      redDays: parameters.redDays,
    },
    days: listDays(run.counted),
  };
}

/** The day on which a level was first said; null: not yet. */
function reachedOn({ day, open }: RuleFacts, wanted: FindingLevel, level: FindingLevel): string | null {
  const before = open?.evidence.figures[`${wanted}On`] ?? null;
  if (typeof before === 'string') return before;
  return levelNumber(level) >= levelNumber(wanted) ? dayText(day) : null;
}

function tenths(value: number | null): number | null {
  return value === null ? null : Math.round(10 * value) / 10;
}
