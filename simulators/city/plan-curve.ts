import { periodDays, periodOf } from '../../model/period.ts';
import type { PlannedInvestment } from '../../model/progress.ts';
import { chanceOf } from '../random.ts';
import { festivalOf } from '../surroundings/calendar.ts';
import { type DayNumber, dayNumber, dayText } from '../surroundings/days.ts';
import { apportion } from './amounts.ts';
import type { Site } from './site.ts';

/** A period of reports or plans with its days, both inclusive. */
export interface PeriodOfDays {
  period: string;
  from: DayNumber;
  to: DayNumber;
}

/** The half months or months of a year that are over by a day of it. */
export function periodsUpTo(asOf: DayNumber, kind: 'half-month' | 'month'): PeriodOfDays[] {
  const periods: PeriodOfDays[] = [];
  for (let day = dayNumber(`${dayText(asOf).slice(0, 4)}-01-01`); ; ) {
    const period = periodOf(Temporal.PlainDate.from(dayText(day)), kind);
    const to = dayNumber(periodDays(period)!.last.toString());
    if (to > asOf) return periods;
    periods.push({ period, from: day, to });
    day = to + 1;
  }
}

/** Money a day along the life of a site, 1 on the mean: little while ground is broken, and little at the end. */
export function spending(lifeShare: number): number {
  return 0.34 + 1.037 * Math.sin(Math.PI * Math.max(0, Math.min(1, lifeShare)));
}

/** The weight of some days of one year in a site's plan: nobody plans to build around the Spring Festival. */
function plannedOver(site: Site, from: DayNumber, to: DayNumber): number {
  const { plannedStart, plannedFinish } = site;
  const festival = festivalOf(Number(dayText(from).slice(0, 4)));
  let sum = 0;
  for (let day = Math.max(from, plannedStart); day <= Math.min(to, plannedFinish); day++) {
    const isFestival = day >= festival - 6 && day <= festival + 9;
    const spent = spending((day - plannedStart) / (plannedFinish - plannedStart));
    sum += isFestival ? spent * 0.3 : spent;
  }
  return sum;
}

/** What a day of full work brings on a site in a year, 万元, at the mean spending of its life. */
export function wanPerDay(site: Site, year: string): number {
  // A plan for the last weeks of a site is still carried out in about two months.
  const planned = plannedOver(site, dayNumber(`${year}-01-01`), dayNumber(`${year}-12-31`));
  return site.annualPlanWan / Math.max(60, planned);
}

/**
 * A site's own plan curve for a year: by half month, by month where the office likes it so, and none for one in five.
 * The periods add up to the annual plan, and a site that is to be built in no period of the year has none.
 */
export function planCurveOf(site: Site, year: string): PlannedInvestment[] {
  const draw = chanceOf(site.seed, 'plan-curve');
  if (draw < 0.2) return [];
  const weighed = periodsUpTo(dayNumber(`${year}-12-31`), draw < 0.45 ? 'month' : 'half-month')
    .map(({ period, from, to }) => ({ period, weight: plannedOver(site, from, to) }))
    .filter(({ weight }) => weight > 0);
  if (weighed.length === 0) return [];
  const amounts = apportion(
    site.annualPlanWan,
    weighed.map(({ weight }) => weight),
  );
  return weighed.map(({ period }, i) => ({ project: site.id, period, plannedWan: amounts[i]! }));
}
