import { z } from 'zod';
import type { FindingLevel } from '../../model/finding.ts';
import { clear, type DayRecord, listDays, type Rule, unsure } from './rule.ts';

const Parameters = z
  .strictObject({
    enabled: z.boolean().default(true),
    /** Days in a row on which the load was flat. */
    watchDays: z.int().positive().default(3),
    yellowDays: z.int().positive().default(7),
    redDays: z.int().positive().default(21),
    /** Energy above the day's own lowest fifth, as a share of all: below this a day is flat. */
    flatBelow: z.number().min(0).max(1).default(0.08),
    /** A flat day counts only when it draws at least this share of a normal working day. */
    leastShare: z.number().min(0).max(1).default(0.3),
  })
  .prefault({});
type Parameters = z.infer<typeof Parameters>;

/** 疑似虚假负荷: much electricity, the same at noon, at night and on Sunday, where the site used to work by day. */
export const flatLoad: Rule<typeof Parameters> = {
  kind: 'flat-load',
  title: { zh: '疑似虚假负荷', en: 'Suspected dummy load' },
  parameters: Parameters,
  evaluate({ facts, today, recent }, parameters) {
    if (facts.project.stage !== 'construction' || facts.project.roundTheClock) return clear;
    if (today === null || !today.trusted) return unsure;
    const days = flatDays(recent, parameters);
    if (days.length < parameters.watchDays) return clear;
    const level: FindingLevel =
      days.length >= parameters.redDays ? 'red' : days.length >= parameters.yellowDays ? 'yellow' : 'watch';
    const mean = days.reduce((sum, { kwh }) => sum + kwh, 0) / days.length;
    return {
      is: 'holds',
      level,
      sinceDay: days[0]!.day,
      evidence: {
        sentence: {
          zh: `连续 ${days.length} 天负荷平直，不分昼夜和星期，平均每天 ${Math.round(mean)} kWh，与本工地以往的施工规律不符，建议现场核实。`,
          en: `For ${days.length} days the load has been flat, by day and night and on any weekday, ${Math.round(mean)} kWh a day: not as this site works. To be looked at on site.`,
        },
        figures: {
          flatDays: days.length,
          meanKwhPerDay: Math.round(mean),
          aboveFloorPercent: Math.round((100 * today.aboveKwh) / Math.max(today.kwh, 1e-9)),
          baselineKwhPerDay: today.baselineKwh,
        },
        days: listDays(days.map(({ day }) => day)),
      },
    };
  },
};

/** The flat days up to now, days that are not known passed over. */
function flatDays(recent: readonly DayRecord[], parameters: Parameters): DayRecord[] {
  const days: DayRecord[] = [];
  for (let i = recent.length - 1; i >= 0; i -= 1) {
    const record = recent[i]!;
    if (!record.trusted) continue;
    const enough = record.kwh >= parameters.leastShare * (record.baselineKwh ?? Number.POSITIVE_INFINITY);
    if (!record.shaped || !enough || record.aboveKwh >= parameters.flatBelow * record.kwh) break;
    days.push(record);
  }
  return days.reverse();
}
