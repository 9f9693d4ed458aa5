import { daysOfPeriod } from '../../model/period.ts';
import type { PeriodInputs } from '../../model/period-inputs.ts';
import type { SnailState } from '../../model/snail.ts';
import type { Standing } from '../../model/standing.ts';
import { cityDays, dayNumber, dayText } from '../city-days.ts';

/** What standings and the figures of a bulletin are computed from. Rows may come in any order. */
export type StandingsInputs = Pick<
  PeriodInputs,
  | 'period'
  | 'timeZone'
  | 'asOfMs'
  | 'districts'
  | 'projects'
  | 'days'
  | 'investments'
  | 'reports'
  | 'plans'
  | 'milestones'
  | 'suspensions'
  | 'production'
  | 'answers'
  | 'waiting'
> & { snails: readonly (Pick<Standing, 'by' | 'subject'> & { state: SnailState })[] };

/** The days that are judged, as `YYYY-MM-DD`: of a period that runs, up to today. */
export interface JudgedDays {
  first: string;
  last: string;
  today: string;
}

export function judgedDays({
  period,
  asOfMs,
  timeZone,
}: Pick<StandingsInputs, 'period' | 'asOfMs' | 'timeZone'>): JudgedDays {
  const { first, last } = daysOfPeriod(period);
  const today = dayText(cityDays(timeZone).at(asOfMs));
  const [end] = [last.toString(), today].sort();
  return { first: first.toString(), last: end!, today };
}

/** UTC epoch milliseconds, from inclusive, to exclusive. */
export function judgedSpan({ first, last }: JudgedDays, timeZone: string): { fromMs: number; toMs: number } {
  const zone = cityDays(timeZone);
  return { fromMs: zone.beginOf(dayNumber(first)), toMs: zone.beginOf(dayNumber(last) + 1) };
}
