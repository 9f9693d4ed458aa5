import { z } from 'zod';
import { clear, type DayRecord, listDays, type Rule, unsure } from './rule.ts';

const Parameters = z
  .strictObject({
    enabled: z.boolean().default(true),
    /** Unexcused working days that are looked back on. */
    days: z.int().min(3).max(40).default(12),
    /** Mean share of a normal working day below which it is told of. */
    watchBelow: z.number().min(0).max(1).default(0.6),
    yellowBelow: z.number().min(0).max(1).default(0.4),
    /** It ends only above this. */
    endsAbove: z.number().min(0).max(1).default(0.7),
  })
  .prefault({});

/** Yellow is taken back only when the share is better than its threshold by this (J). */
const betterToCalmDown = 0.1;

/** 放缓: there is work, but much less than this project's normal. */
export const slowing: Rule<typeof Parameters> = {
  kind: 'slowing',
  title: { zh: '放缓', en: 'Slowing' },
  parameters: Parameters,
  evaluate({ facts, today, recent, run, open, baselineDays }, parameters) {
    if (facts.project.stage !== 'construction' || run !== null) return clear;
    if (today === null || !today.trusted) return unsure;
    const days = lastCounted(recent, parameters.days);
    if (days.length < parameters.days) return unsure;
    const mean = days.reduce((sum, { share }) => sum + Math.min(1.5, share!), 0) / days.length;
    if (mean >= (open ? parameters.endsAbove : parameters.watchBelow)) return clear;
    const yellowBelow = parameters.yellowBelow + (open?.level === 'yellow' ? betterToCalmDown : 0);
    const percent = Math.round(100 * mean);
    return {
      is: 'holds',
      level: mean < yellowBelow ? 'yellow' : 'watch',
      sinceDay: days[0]!.day,
      evidence: {
        sentence: {
          zh: `最近 ${days.length} 个工作日的施工用电平均只有常态的 ${percent}%。`,
          en: `On the last ${days.length} working days the electricity of work was ${percent}% of normal on average.`,
        },
        figures: {
          workingDays: days.length,
          meanShareOfNormalPercent: percent,
          baselineKwhPerDay: today.baselineKwh,
          baselineDays,
        },
        days: listDays(days.map(({ day }) => day)),
      },
    };
  },
};

/** The newest of the days that count, oldest first. */
function lastCounted(recent: readonly DayRecord[], most: number): DayRecord[] {
  const days: DayRecord[] = [];
  for (let i = recent.length - 1; i >= 0 && days.length < most; i -= 1) {
    if (counts(recent[i]!)) days.push(recent[i]!);
  }
  return days.reverse();
}

function counts({ trusted, grounded, workday, excused, share }: DayRecord): boolean {
  return trusted && grounded && workday && excused === null && share !== null;
}
