import { plannedShare, type YearPlan } from '../plan/curve.ts';

/** Share of a year's plan a day, on the mean of some days, both inclusive. */
export type PlanDensity = (from: number, to: number) => number;

/** The project's own curve; of a project without one, the curve of all that have one: its season is theirs. */
export function densityOf(plan: YearPlan | null, ofCity: PlanDensity): PlanDensity {
  if (plan === null || !plan.own) return ofCity;
  return (from, to) => plannedShare(plan, from, to) / (to - from + 1);
}

/** The own curves together; flat where nobody has one. */
export function cityDensity(plans: readonly (YearPlan | null)[]): PlanDensity {
  const own = plans.filter((plan) => plan?.own === true).map((plan) => plan!);
  const wholeWan = own.reduce((sum, { planWan }) => sum + planWan, 0);
  if (wholeWan === 0) return () => 1;
  const known = new Map<string, number>();
  return (from, to) => {
    const key = `${from}/${to}`;
    let density = known.get(key);
    if (density === undefined) {
      const wan = own.reduce((sum, plan) => sum + plan.planWan * plannedShare(plan, from, to), 0);
      density = wan / wholeWan / (to - from + 1);
      known.set(key, density);
    }
    return density;
  };
}
