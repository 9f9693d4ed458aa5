import { z } from 'zod';
import { lanternDay } from '../activity/excuse.ts';
import { dayText } from '../city-days.ts';
import { medianOf } from '../order.ts';
import { notBegun } from './not-begun.ts';
import { clear, type DayRecord, listDays, type Rule, type RuleFacts, unsure } from './rule.ts';

const Parameters = z
  .strictObject({
    enabled: z.boolean().default(true),
    /** Days of the Spring Festival (1 = 正月初一) from which on a site that still stands is told of. */
    yellowFromDay: z.int().min(1).max(45).default(16),
    redFromDay: z.int().min(1).max(45).default(33),
  })
  .prefault({});
/** A day that speaks less clearly than this may be the first one of a small crew, back from home. */
const clearLogOdds = -2.4;
/** Where people are back by their load, days must speak as clearly as this. */
const clearBesidePeople = -6;
/** The camp comes back before the work does: by day the site draws this many times what it draws in the week of the holiday … */
const peopleBack = 1.3;
/** … from New Year's Eve on, if so many of those days were seen. */
const holidayWeek = { from: 0, to: 7, leastDays: 3 };
/** After so many days even unclear ones are told of. */
const daysOfDoubt = 7;
/** Where another excuse followed the festival's, a site has so many days to begin, as after any other. */
const daysAfterExcuse = 3;

/** 节后未复工: it stood over the Spring Festival and has not begun again. */
export const notResumed: Rule<typeof Parameters> = {
  kind: 'not-resumed',
  title: { zh: '节后未复工', en: 'Not resumed after the Spring Festival' },
  parameters: Parameters,
  evaluate(facts, parameters) {
    const { run, today, open, calendar } = facts;
    if (facts.facts.project.stage !== 'construction') return clear;
    if (today === null || !today.trusted) return unsure;
    if (run === null) return clear;
    // Outside of the calendar's window the festival is long over.
    const festivalDay = calendar.springFestivalDay ?? 99;
    const after = run.festival ? daysAfterLantern(facts, festivalDay) : [];
    if (after.length === 0 || notBegun(facts)) return open ? unsure : clear;
    if (festivalDay < parameters.yellowFromDay) return clear;
    if (!open && !isTold(facts, after, festivalDay)) return clear;
    const level = festivalDay >= parameters.redFromDay ? 'red' : 'yellow';
    // Without a working day of its own there is nothing that it could be a share of.
    const meanShare = facts.baselineDays === 0 ? null : Math.round((100 * run.shareSum) / run.stopped);
    const zh = meanShare === null ? '' : `，平均只有常态施工日的 ${meanShare}%`;
    const en = meanShare === null ? '' : `, on average ${meanShare}% of a normal working day`;
    const first = dayText(run.firstDay);
    return {
      is: 'holds',
      level,
      sinceDay: run.sinceDay ?? run.firstDay,
      evidence: {
        sentence: {
          zh: `春节前后自 ${first} 停工，正月十五后仍未见施工用电，已停 ${run.stopped} 天${zh}。`,
          en: `It stood from ${first} over the Spring Festival and has not begun again since: ${run.stopped} days so far${en}.`,
        },
        figures: {
          stoppedDays: run.stopped,
          stoppedWorkingDaysAfterFestival: after.length,
          springFestivalDay: festivalDay,
          meanShareOfNormalPercent: meanShare,
          baselineKwhPerDay: today.baselineKwh,
          baselineDays: facts.baselineDays,
          measuredShare: today.measured,
        },
        days: listDays(after.map((one) => one.day)),
      },
    };
  },
};

/** The run's counted days since 正月十六, as far as they are remembered. */
function daysAfterLantern({ run, recent, day }: RuleFacts, festivalDay: number): DayRecord[] {
  const counted = new Set(run!.counted);
  return recent.filter((one) => counted.has(one.day) && festivalDay - (day - one.day) > lanternDay);
}

function isTold(facts: RuleFacts, after: readonly DayRecord[], festivalDay: number): boolean {
  const { recent, run, day } = facts;
  if (after.length >= daysOfDoubt) return true;
  const isOtherwiseExcused = recent.some((one) => {
    return one.day >= run!.firstDay && one.excused !== null && festivalDay - (day - one.day) > lanternDay;
  });
  if (isOtherwiseExcused && after.length < daysAfterExcuse) return false;
  const leastClear = Math.max(...after.map(({ shaped, logOdds }) => (shaped ? logOdds : -Infinity)));
  if (leastClear <= clearBesidePeople) return true;
  return leastClear <= clearLogOdds && !arePeopleBack(facts, after, festivalDay);
}

/** Nobody is there on a site that did not resume: it draws by day what it drew over the holiday. */
function arePeopleBack(
  { recent, run, day }: RuleFacts,
  after: readonly DayRecord[],
  festivalDay: number,
): boolean {
  const quiet = recent.filter((one) => {
    const at = festivalDay - (day - one.day);
    return one.day >= run!.firstDay && one.trusted && at >= holidayWeek.from && at <= holidayWeek.to;
  });
  const before = daylightOf(quiet);
  return (
    before.length >= holidayWeek.leastDays && medianOf(daylightOf(after)) >= peopleBack * medianOf(before)
  );
}

function daylightOf(days: readonly DayRecord[]): number[] {
  return days.flatMap(({ daylightKwh }) => (daylightKwh === null ? [] : [daylightKwh]));
}
