import { dayText } from '../rules/city-days.ts';
import type { YearPlan } from '../rules/plan/curve.ts';
import type { PlanCurve } from './schemas/plan-progress.ts';

/** What a plan asks to be invested by the end of each day at which its line bends, 万元; from nothing on New Year's Day. */
export function planCurve({ year, planWan, stretches, own }: YearPlan): PlanCurve {
  const points: PlanCurve['points'] = [{ day: `${year}-01-01`, totalWan: 0 }];
  const reach = (day: string, share: number) => {
    const totalWan = Math.round(planWan * share * 100) / 100;
    if (day > points.at(-1)!.day) points.push({ day, totalWan });
  };
  let share = 0;
  for (const stretch of stretches) {
    reach(dayText(stretch.from - 1), share);
    share += stretch.share;
    reach(dayText(stretch.to), share);
  }
  reach(`${year}-12-31`, share);
  return { own, points };
}
