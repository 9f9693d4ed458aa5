import type { PlanCurve } from '../../api/schemas/plan-progress.ts';
import type { RecordEntry } from '../../api/schemas/record.ts';
import { daysBetween } from '../figures/days.ts';

/** What had been invested by the end of a day of this year, 万元. */
export interface InvestedPoint {
  day: string;
  totalWan: number;
}

/**
 * The reports of one year added up, oldest first; it begins with nothing on New Year's Day. A period counts once, at
 * its end, with the figure that was reported for it last.
 */
export function investedCurve(entries: readonly RecordEntry[], year: string): InvestedPoint[] {
  const curve: InvestedPoint[] = [{ day: `${year}-01-01`, totalWan: 0 }];
  for (const { day, amountWan } of reportsOf(entries, year)) {
    // Cents, so that twenty-four sums stay exact.
    const cents = Math.round(curve.at(-1)!.totalWan * 100) + Math.round(amountWan * 100);
    curve.push({ day, totalWan: cents / 100 });
  }
  return curve;
}

/** What the plan asks for by the end of a day, 万元, along its line; null: no plan is known. */
export function plannedBy(plan: PlanCurve | null, day: string): number | null {
  const next = plan?.points.findIndex((point) => point.day >= day) ?? -1;
  if (plan === null || next < 0) return null;
  const [before, after] = [plan.points[Math.max(0, next - 1)]!, plan.points[next]!];
  const span = daysBetween(before.day, after.day);
  const share = span === 0 ? 1 : daysBetween(before.day, day) / span;
  return before.totalWan + share * (after.totalWan - before.totalWan);
}

/** By period in the order of their ends; a correction keeps the day of the report it corrects. */
function reportsOf(entries: readonly RecordEntry[], year: string): { day: string; amountWan: number }[] {
  const byPeriod = new Map<unknown, { day: string; amountWan: number }>();
  const inTime = entries.toSorted((a, b) => (a.atMs ?? 0) - (b.atMs ?? 0));
  for (const { kind, day, figures } of inTime) {
    if (kind !== 'investment' || typeof figures.amountWan !== 'number') continue;
    byPeriod.set(figures.period, {
      day: byPeriod.get(figures.period)?.day ?? day,
      amountWan: figures.amountWan,
    });
  }
  return [...byPeriod.values()]
    .filter(({ day }) => day.startsWith(year))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}
