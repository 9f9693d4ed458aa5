import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Period, periodsOf } from '../../model/period.ts';
import { dayNumber, dayText, weekdayOf } from '../city-days.ts';
import { forecastOf } from './forecast.ts';
import type { ForecastInputs } from './inputs.ts';

const rules = { coverage: 0.8, reportDays: 5 };
const sunday = (day: number) => weekdayOf(day) === 7;

/**
 * A city that spends 1 万元 a project on every day but Sundays, reports each half month, and works as `works` says: so
 * the true amounts are counted, not estimated.
 */
function city(asOf: string, works: (day: number) => number, reports = works): ForecastInputs {
  const projects = ['P1', 'P2', 'P3', 'P4'].map((id) => ({ id, category: 'road', annualPlanWan: 313 }));
  const first = dayNumber('2026-01-01');
  const last = dayNumber(asOf);
  const days = projects.flatMap(({ id }) =>
    Array.from({ length: last - first + 1 }, (_, i) => ({
      project: id,
      step: 'day' as const,
      timeMs: Date.parse(`${dayText(first + i)}T00:00+08:00`),
      state: works(first + i) > 0 ? ('working' as const) : ('idle' as const),
      index: 100 * works(first + i),
    })),
  );
  const investments = projects.flatMap(({ id }) =>
    periodsOf(2026, 'half-month')
      .map((period) => ({ project: id, period, amountWan: Math.round(100 * spent(period, reports)) / 100 }))
      .filter(({ period }) => lastOf(period) + 5 <= last),
  );
  const calendar = (date: string) => ({
    date,
    workday: weekdayOf(dayNumber(date)) <= 5,
    holiday: null,
    springFestivalDay: null,
  });
  return {
    timeZone: 'Asia/Shanghai',
    asOf,
    calendar,
    projects,
    investments,
    plans: [],
    suspensions: [],
    days,
  };
}

function daysOf(period: Period): number[] {
  const from = dayNumber(`${period.slice(0, 7)}-${period.endsWith('H1') ? '01' : '16'}`);
  return Array.from({ length: lastOf(period) - from + 1 }, (_, i) => from + i);
}

function lastOf(period: Period): number {
  const month = Temporal.PlainYearMonth.from(period.slice(0, 7));
  return dayNumber(month.toPlainDate({ day: period.endsWith('H1') ? 15 : month.daysInMonth }).toString());
}

function spent(period: Period, works: (day: number) => number): number {
  return daysOf(period).reduce((sum, day) => sum + works(day), 0);
}

const steady = (day: number) => (sunday(day) ? 0 : 1);

test.each([
  ['month', '2026-07', 4 * 27],
  ['quarter', '2026-Q3', 4 * 79],
])('a city that goes on as before spends this %s what it spends on its working days', (_, period, real) => {
  const [forecast] = forecastOf([period], city('2026-07-05', steady), rules);
  expect(forecast!.amountWan / real).toBeCloseTo(1, 1);
  expect(forecast!.lowWan).toBeLessThanOrEqual(real);
  expect(forecast!.highWan).toBeGreaterThanOrEqual(real);
  expect(forecast!.backtest.error!).toBeLessThan(forecast!.backtest.straightLineError!);
});

test('a stop that meters have seen lowers the forecast before a report tells of it', () => {
  const stopped = (day: number) => (day > dayNumber('2026-06-30') ? 0 : steady(day));
  const goesOn = forecastOf(['2026-07'], city('2026-07-18', steady), rules)[0]!;
  const stands = forecastOf(['2026-07'], city('2026-07-18', stopped), rules)[0]!;
  expect(stands.reportedWan).toBe(0);
  expect(stands.amountWan).toBeLessThan(0.7 * goesOn.amountWan);
});

test('a site without electricity is forecast by its own reports', () => {
  const inputs = city('2026-07-05', steady);
  const [forecast] = forecastOf(['2026-07'], { ...inputs, days: [] }, rules);
  expect(forecast!.amountWan / (4 * 27)).toBeCloseTo(1, 1);
  expect(forecast!.backtest).toMatchObject({ cases: 0, error: null });
});

test('a stop that is approved to the end of the month leaves only what is reported', () => {
  const inputs = city('2026-07-20', steady);
  const stop = { project: '*', from: '2026-07-16', to: '2026-07-31', reason: '考古', document: null };
  const stopped = city('2026-07-20', (day) => (day >= dayNumber('2026-07-16') ? 0 : steady(day)));
  const [forecast] = forecastOf(['2026-07'], { ...stopped, suspensions: [stop] }, rules);
  expect(forecast!.reportedWan).toBe(4 * spent('2026-07H1', steady));
  const [without] = forecastOf(['2026-07'], inputs, rules);
  expect(forecast!.amountWan - forecast!.reportedWan).toBeLessThan(
    0.2 * (without!.amountWan - without!.reportedWan),
  );
});

test('of a period that is reported whole nothing is left to be forecast', () => {
  const [forecast] = forecastOf(['2026-05'], city('2026-07-05', steady), rules);
  expect(forecast).toMatchObject({ amountWan: 4 * 26, lowWan: 4 * 26, highWan: 4 * 26 });
});

test('reports of whole months and of weeks are read as well as those of half months', () => {
  const inputs = city('2026-07-05', steady);
  const months = periodsOf(2026, 'month').slice(0, 6);
  const investments = inputs.projects.flatMap(({ id }) =>
    months.map((period) => ({
      project: id,
      period,
      amountWan: spent(`${period}H1`, steady) + spent(`${period}H2`, steady),
    })),
  );
  const byMonth = forecastOf(['2026-07'], { ...inputs, investments }, rules)[0]!;
  expect(byMonth.amountWan / (4 * 27)).toBeCloseTo(1, 1);
});

test('without anything known the forecast is nothing, and says that it has no past', () => {
  const inputs = { ...city('2026-07-05', steady), days: [], investments: [] };
  expect(forecastOf(['2026'], inputs, rules)).toEqual([
    {
      period: '2026',
      reportedWan: 0,
      amountWan: 0,
      lowWan: 0,
      highWan: 0,
      coverage: 0.8,
      backtest: { cases: 0, error: null, lastPeriodError: null, straightLineError: null },
    },
  ]);
});

test('the order of input does not matter, and money in another unit gives the same forecast in it', () => {
  const inputs = city('2026-05-20', steady, (day) => steady(day) * (1 + (day % 5)));
  const forecast = forecastOf(['2026-05', '2026'], inputs, rules);
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 2, max: 1000 }), (turn, times) => {
      const turned = <Row>(rows: readonly Row[]) => {
        const at = turn % Math.max(1, rows.length);
        return [...rows.slice(at), ...rows.slice(0, at)].reverse();
      };
      const other = forecastOf(
        ['2026-05', '2026'],
        {
          ...inputs,
          projects: turned(inputs.projects).map((row) => ({ ...row, annualPlanWan: 313 * times })),
          investments: turned(inputs.investments).map((row) => ({
            ...row,
            amountWan: Math.round(100 * row.amountWan * times) / 100,
          })),
          days: turned([...inputs.days]),
        },
        rules,
      );
      for (const [i, { amountWan, lowWan, backtest }] of other.entries()) {
        expect(amountWan / times).toBeCloseTo(forecast[i]!.amountWan, 1);
        expect(lowWan / times).toBeCloseTo(forecast[i]!.lowWan, 1);
        expect(backtest.error).toBeCloseTo(forecast[i]!.backtest.error!, 6);
      }
    }),
    { numRuns: 5 },
  );
});
