import { z } from 'zod';
import { periodDays } from '../../model/period.ts';
import { dayText } from '../city-days.ts';
import { planProgress } from '../plan/progress.ts';
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

/** 进度滞后: the year's investment has not come as far as the year. */
export const behindPlan: Rule<typeof Parameters> = {
  kind: 'behind-plan',
  title: { zh: '进度滞后', en: 'Behind plan' },
  parameters: Parameters,
  evaluate({ facts, day }, parameters) {
    const { stage } = facts.project;
    if (stage !== 'construction' && stage !== 'preliminary') return clear;
    // Reports come after their period: until then the newest one is what is known.
    const date = dayText(day);
    const reported = facts.investments
      .map(({ period }) => periodDays(period)!.last.toString())
      .filter((last) => last < date && last.slice(0, 4) === date.slice(0, 4))
      .sort()
      .at(-1);
    if (reported === undefined) return clear;
    const progress = planProgress(facts.project, facts, reported, { limits: parameters });
    const { doneShare, timeShare, light, investedWan, planWan } = progress;
    if (doneShare === null || timeShare < parameters.leastTimeShare) return clear;
    if (light === null || light === 'green') return clear;
    const percent = (share: number) => Math.round(1000 * share) / 10;
    return {
      is: 'holds',
      level: light,
      sinceDay: day,
      evidence: {
        sentence: {
          zh: `截至 ${reported} 完成年度投资 ${investedWan} 万元，为年度计划的 ${percent(doneShare)}%，而时间已过 ${percent(timeShare)}%。`,
          en: `By ${reported} ${investedWan} 万元 were invested, ${percent(doneShare)}% of the year's plan, while ${percent(timeShare)}% of the year has passed.`,
        },
        figures: {
          investedWan,
          planWan,
          donePercent: percent(doneShare),
          timePercent: percent(timeShare),
          reportedTo: reported,
        },
        days: [],
      },
    };
  },
};
