import { daysOfPeriod, type Period } from '../../model/period.ts';
import { dayNumber } from '../city-days.ts';
import { hundredthsOf } from '../plan/money.ts';
import { type CalendarShape, calendarShape, dayClasses } from './calendar-shape.ts';
import type { ForecastConfiguration } from './configuration.ts';
import { cityHistory } from './history.ts';
import type { ForecastInputs } from './inputs.ts';
import { outlookAt } from './outlook.ts';
import type { Origin } from './pace.ts';
import { type PastCase, pastCases, plannedRest } from './past-errors.ts';

/** The investment of one period as it looks today, 万元. */
export interface Forecast {
  period: Period;
  /** What is reported of it already. */
  reportedWan: number;
  /** Reported and expected together. */
  amountWan: number;
  /** The interval; `coverage` is the share of cases in which it is to hold. */
  lowWan: number;
  highWan: number;
  coverage: number;
  backtest: ForecastBacktest;
}

/** The forecast made again on days of the past, over the days without a report; errors are shares of what was expected. */
export interface ForecastBacktest {
  cases: number;
  /** Mean absolute error; null: no day of the past has history enough. */
  error: number | null;
  /** Of "each day as in the last reported period" on the same days. */
  lastPeriodError: number | null;
  /** Of the annual plans, evenly over the year. */
  straightLineError: number | null;
}

/** Fewer past cases than this say nothing of an interval. */
export const leastCases = 4;
/** Half of the interval until then, of what is expected (J). */
const widthUnknown = 0.2;
/** Trust in the work beside the plan as long as the past says nothing (J). */
const trustUnknown = 0.7;
/** What no past case can promise to be beaten (J). */
const leastWidth = 0.02;

/**
 * What is reported, and for each day without a report what the project spends on a day of normal work times the work
 * that was measured, or is to be expected by its last weeks, the calendar and its plan curve. The interval is as wide
 * as the errors of the past.
 */
export function forecastOf(
  periods: readonly Period[],
  inputs: ForecastInputs,
  { coverage, reportDays }: ForecastConfiguration & { reportDays: number },
): Forecast[] {
  const history = cityHistory(inputs);
  const classOf = dayClasses(inputs.calendar);
  const shapes = new Map<number, CalendarShape>();
  const originAt = (day: number, lagDays: number): Origin => {
    const shape = shapes.get(day) ?? calendarShape(history, day, classOf);
    shapes.set(day, shape);
    return { day, lagDays, shape };
  };
  // Today a report counts as soon as it is there; of the past only the latest moment is known.
  const outlook = outlookAt(history, originAt(history.lastDay, 0));
  return periods.map((period) => {
    const { first, last } = daysOfPeriod(period);
    const to = dayNumber(last.toString());
    const from = dayNumber(first.toString());
    const { reportedWan, expectedWan: byWork } = outlook(from, to);
    const daysAhead = Math.max(1, to - history.lastDay);
    const cases = pastCases(history, daysAhead, (day) => originAt(day, reportDays));
    const byPlan = plannedRest(history, from, to);
    const trust = trustInWork(cases, daysAhead);
    const expectedWan = byPlan === null ? byWork : trust * byWork + (1 - trust) * byPlan;
    const width = expectedWan * widthOf(cases, trust, coverage);
    return {
      period,
      reportedWan: wan(reportedWan),
      amountWan: wan(reportedWan + expectedWan),
      lowWan: wan(reportedWan + Math.max(0, expectedWan - width)),
      highWan: wan(reportedWan + expectedWan + width),
      coverage,
      backtest: {
        cases: cases.length,
        error: meanError(cases.map((each) => combined(each, trust))),
        lastPeriodError: meanError(cases.map(({ lastPeriodRatio }) => lastPeriodRatio)),
        straightLineError: meanError(cases.map(({ straightLineRatio }) => straightLineRatio)),
      },
    };
  });
}

/**
 * How far the forecast by work is believed beside the annual plan: each by one over its mean squared error over as many
 * days ahead (Bates and Granger, The combination of forecasts, 1969). A city may keep its plan, and none has to. Where
 * the past knows only shorter windows, the plan's errors count less by as much: they are the season, which evens out
 * over a year, while an error of the pace stays.
 */
function trustInWork(cases: readonly PastCase[], daysAhead: number): number {
  const both = cases.filter(({ straightLineRatio }) => straightLineRatio !== null);
  if (both.length < leastCases) return trustUnknown;
  const mean = (errorOf: (one: PastCase) => number) =>
    leastWidth ** 2 + both.reduce((sum, one) => sum + errorOf(one) ** 2, 0) / both.length;
  const work = mean(({ ratio }) => 1 / ratio - 1);
  const plan = mean(({ straightLineRatio, from, to }) => {
    const evenedOut = Math.min(1, (to - from + 1) / daysAhead);
    return (1 / straightLineRatio! - 1) * evenedOut;
  });
  return plan / (work + plan);
}

/** What came, over what the two would have said together. */
function combined({ ratio, straightLineRatio }: PastCase, trust: number): number {
  return straightLineRatio === null ? ratio : 1 / (trust / ratio + (1 - trust) / straightLineRatio);
}

/**
 * Split conformal: the quantile of the past errors at (n + 1) / n × coverage. Windows of the past overlap, so n is how
 * many of their length lie side by side in the time that they cover.
 */
function widthOf(cases: readonly PastCase[], trust: number, coverage: number): number {
  if (cases.length < leastCases) return widthUnknown;
  const errors = cases.map((each) => Math.abs(combined(each, trust) - 1)).sort((a, b) => a - b);
  const length = cases.reduce((sum, { from, to }) => sum + to - from + 1, 0) / cases.length;
  const span = Math.max(...cases.map(({ to }) => to)) - Math.min(...cases.map(({ from }) => from)) + 1;
  const apart = Math.max(1, span / length);
  const level = Math.min(1, ((apart + 1) / apart) * coverage);
  return Math.max(leastWidth, errors[Math.ceil(level * errors.length) - 1]!);
}

function meanError(ratios: readonly (number | null)[]): number | null {
  const known = ratios.filter((ratio) => ratio !== null);
  if (known.length === 0) return null;
  return known.reduce((sum, ratio) => sum + Math.abs(ratio - 1), 0) / known.length;
}

function wan(amount: number): number {
  return hundredthsOf(amount) / 100;
}
