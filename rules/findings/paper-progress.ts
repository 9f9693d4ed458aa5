import { z } from 'zod';
import type { Investment } from '../../model/progress.ts';
import { spanOf } from '../plan/period-span.ts';
import { millionYuan } from './money-words.ts';
import { clear, type DayRecord, listDays, type Rule, unsure } from './rule.ts';

const Parameters = z
  .strictObject({
    enabled: z.boolean().default(true),
    /** Reports below this are wages and paper, 万元. */
    leastWan: z.number().nonnegative().default(100),
    /** At least so many unexcused working days of the period must have been measured … */
    leastDays: z.int().positive().default(8),
    /** … and work seen on at most this share of them. */
    mostWorked: z.number().min(0).max(1).default(0.1),
    /** A period that ended longer ago says nothing about the present. */
    forgottenAfterDays: z.int().positive().default(35),
  })
  .prefault({});

/** 有投资无用电: money is reported for a period in which nobody worked by the electricity. */
export const paperProgress: Rule<typeof Parameters> = {
  kind: 'paper-progress',
  title: { zh: '有投资无用电', en: 'Investment without electricity' },
  parameters: Parameters,
  evaluate({ facts, today, recent, day }, parameters) {
    if (facts.project.stage !== 'construction') return clear;
    if (today === null) return unsure;
    const investment = newestOf(facts.investments, day - parameters.forgottenAfterDays, day - 1);
    if (investment === null) return clear;
    const { first, last, firstDate, lastDate } = spanOf(investment.period);
    const days = recent.filter((record) => record.day >= first && record.day <= last && counts(record));
    const worked = days.filter(({ state }) => state === 'working').length;
    const told = days.length >= parameters.leastDays && investment.amountWan >= parameters.leastWan;
    if (!told || worked > parameters.mostWorked * days.length) return clear;
    return {
      is: 'holds',
      level: 'yellow',
      sinceDay: first,
      evidence: {
        sentence: {
          zh: `${investment.period} 上报投资 ${investment.amountWan} 万元，但该期间 ${days.length} 个有效工作日中只有 ${worked} 天有施工用电。`,
          en: `${millionYuan(investment.amountWan)} were reported for ${investment.period}, but there was work by electricity on only ${worked} of its ${days.length} measured working days.`,
        },
        figures: {
          period: investment.period,
          amountWan: investment.amountWan,
          workingDays: days.length,
          workedDays: worked,
          periodFrom: firstDate,
          periodTo: lastDate,
        },
        days: listDays(days.filter(({ state }) => state !== 'working').map((record) => record.day)),
      },
    };
  },
};

/** The report whose period ended last between two days, both inclusive; of several the first one. */
function newestOf(investments: readonly Investment[], from: number, to: number): Investment | null {
  let newest: Investment | null = null;
  let newestLast = from - 1;
  for (const investment of investments) {
    const { last } = spanOf(investment.period);
    if (last > to || last <= newestLast) continue;
    newest = investment;
    newestLast = last;
  }
  return newest;
}

function counts({ trusted, grounded, workday, excused }: DayRecord): boolean {
  return trusted && grounded && workday && excused === null;
}
