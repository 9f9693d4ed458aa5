import { z } from 'zod';
import type { Sentence } from '../../model/activity.ts';
import type { Investment } from '../../model/progress.ts';
import { dayText } from '../city-days.ts';
import { spanOf } from '../plan/period-span.ts';
import { type PlanProgress, planProgress } from '../plan/progress.ts';
import { millionYuan } from './money-words.ts';
import { clear, type Rule } from './rule.ts';

const Parameters = z
  .strictObject({
    enabled: z.boolean().default(true),
    /** Investment over time progress. */
    yellowBelow: z.number().positive().default(0.8),
    redBelow: z.number().positive().default(0.6),
    /** Share of the year that must have passed: in January the straight line means little. */
    leastTimeShare: z.number().min(0).max(1).default(0.16),
  })
  .prefault({});

/** A level is taken back only when the share is better than its threshold by this (J): reports come in steps. */
const betterToCalmDown = 0.05;

/** 进度滞后: the year's investment has not come as far as the year. */
export const behindPlan: Rule<typeof Parameters> = {
  kind: 'behind-plan',
  title: { zh: '进度滞后', en: 'Behind plan' },
  parameters: Parameters,
  evaluate({ facts, day, open }, parameters) {
    const { stage } = facts.project;
    if (stage !== 'construction' && stage !== 'preliminary') return clear;
    // Reports come after their period: until then the newest one is what is known.
    const reported = reportedTo(facts.investments, dayText(day));
    if (reported === null) return clear;
    const limits = {
      yellowBelow: parameters.yellowBelow + (open === null ? 0 : betterToCalmDown),
      redBelow: parameters.redBelow + (open?.level === 'red' ? betterToCalmDown : 0),
    };
    const progress = planProgress(facts.project, facts, reported, { limits });
    const { doneShare, timeShare, light, investedWan, planWan } = progress;
    if (doneShare === null || timeShare < parameters.leastTimeShare) return clear;
    if (light === null || light === 'green') return clear;
    return {
      is: 'holds',
      level: light,
      sinceDay: day,
      evidence: {
        sentence: sentenceOf(progress, doneShare, reported),
        figures: {
          investedWan,
          planWan,
          donePercent: percent(doneShare),
          timePercent: percent(timeShare),
          duePercent: duePercentOf(progress),
          reportedTo: reported,
        },
        days: [],
      },
    };
  },
};

/** The last day of the newest period of this year that is over and reported; null: none is. */
function reportedTo(investments: readonly Investment[], date: string): string | null {
  const year = date.slice(0, 4);
  let newest: string | null = null;
  for (const { period } of investments) {
    const { lastDate } = spanOf(period);
    if (lastDate >= date || !lastDate.startsWith(year)) continue;
    if (newest === null || lastDate > newest) newest = lastDate;
  }
  return newest;
}

function percent(share: number): number {
  return Math.round(1000 * share) / 10;
}

/** What the project's own plan curve asks for; null: it has none, and the straight line holds. */
function duePercentOf({ ownCurve, dueWan, planWan }: PlanProgress): number | null {
  return ownCurve && planWan ? percent(dueWan! / planWan) : null;
}

function sentenceOf(progress: PlanProgress, doneShare: number, reported: string): Sentence {
  const { investedWan, timeShare } = progress;
  const due = duePercentOf(progress);
  const zh = `截至 ${reported} 完成年度投资 ${investedWan} 万元，为年度计划的 ${percent(doneShare)}%`;
  const en = `By ${reported} ${millionYuan(investedWan!)} were invested, ${percent(doneShare)}% of the year's plan`;
  return due === null
    ? {
        zh: `${zh}，而时间已过 ${percent(timeShare)}%。`,
        en: `${en}, while ${percent(timeShare)}% of the year has passed.`,
      }
    : {
        zh: `${zh}，而按项目自身的计划曲线此时应完成 ${due}%。`,
        en: `${en}, while the project's own plan curve asks for ${due}% by then.`,
      };
}
