import { parseArgs } from 'node:util';
import { daysOfPeriod, type PeriodKind, periodOf } from '../../model/period.ts';
import type { Registry } from '../../model/registry.ts';
import { chineseCalendar } from '../../registry/calendar.ts';
import { dayNumber } from '../../rules/city-days.ts';
import { RulesConfiguration } from '../../rules/configuration.ts';
import { type Forecast, forecastOf } from '../../rules/forecast/forecast.ts';
import type { ForecastInputs } from '../../rules/forecast/inputs.ts';
import { writeSection } from '../results.ts';
import { type MeasuredCity, measuredCity, timeZone } from './measured-city.ts';

const { values } = parseArgs({
  options: {
    city: { type: 'string', multiple: true, default: ['9104', '9105', '9106'] },
    projects: { type: 'string', default: '120' },
    days: { type: 'string', default: '300' },
    until: { type: 'string', default: '2025-12-31' },
    write: { type: 'boolean', default: false },
  },
});

const kinds = ['month', 'quarter', 'year'] as const satisfies PeriodKind[];
const rules = RulesConfiguration.parse({});
const parameters = { ...rules.forecast, reportDays: rules.standings.reportDays };
const calendar = chineseCalendar();

/** One forecast beside what came, and beside what others would have said. */
interface Case {
  kind: PeriodKind;
  realWan: number;
  ours: Forecast;
  said: Record<
    'ours' | 'without plan curves' | 'without electricity' | 'last period' | 'straight line',
    number
  >;
}

function endOf(period: string): number {
  return dayNumber(daysOfPeriod(period).last.toString());
}

/** What lay before the one who forecasts on a day: no later report, and no stop that nobody could know of. */
function known({ registry, days }: MeasuredCity, asOf: string): ForecastInputs {
  const today = dayNumber(asOf);
  return {
    ...registry,
    timeZone,
    asOf,
    calendar,
    days,
    investments: registry.investments.filter(
      ({ period }) => endOf(period) + rules.standings.reportDays <= today,
    ),
    suspensions: registry.suspensions.filter(({ from }) => from <= asOf),
  };
}

function wanOf(rows: Registry['investments'], is: (period: string) => boolean): number {
  return rows.reduce((sum, { period, amountWan }) => sum + (is(period) ? amountWan : 0), 0);
}

/** What is reported of the period, and the days after the last report each as in the last period, or as planned. */
function rivals(inputs: ForecastInputs, { period, reportedWan }: Forecast) {
  const investments = [...inputs.investments];
  const newest = investments
    .map((row) => row.period)
    .sort()
    .at(-1)!;
  const { first, last } = daysOfPeriod(newest);
  const from = dayNumber(daysOfPeriod(period).first.toString());
  const restDays = endOf(period) - Math.max(endOf(newest), from - 1);
  const lastWanPerDay = wanOf(investments, (each) => each === newest) / (first.until(last).days + 1);
  const plannedWan = inputs.projects.reduce((sum, { annualPlanWan }) => sum + (annualPlanWan ?? 0), 0);
  return {
    'last period': reportedWan + lastWanPerDay * restDays,
    'straight line': reportedWan + (plannedWan / 365) * restDays,
  };
}

function casesOf(city: MeasuredCity, asOf: string): Case[] {
  const inputs = known(city, asOf);
  const periods = kinds.map((kind) => periodOf(Temporal.PlainDate.from(asOf), kind));
  const ours = forecastOf(periods, inputs, parameters);
  const withoutCurves = forecastOf(periods, { ...inputs, plans: [] }, parameters);
  const withoutElectricity = forecastOf(periods, { ...inputs, days: [] }, parameters);
  return ours.map((forecast, i) => {
    const { first, last } = daysOfPeriod(forecast.period);
    const isWithin = (period: string) => {
      const days = daysOfPeriod(period);
      return (
        Temporal.PlainDate.compare(days.first, first) >= 0 && Temporal.PlainDate.compare(days.last, last) <= 0
      );
    };
    return {
      kind: kinds[i]!,
      realWan: wanOf(city.registry.investments, isWithin),
      ours: forecast,
      said: {
        ours: forecast.amountWan,
        'without plan curves': withoutCurves[i]!.amountWan,
        'without electricity': withoutElectricity[i]!.amountWan,
        ...rivals(inputs, forecast),
      },
    };
  });
}

function tableOf(cases: readonly Case[]): string[] {
  const names = Object.keys(cases[0]!.said) as (keyof Case['said'])[];
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const rows = kinds.map((kind) => {
    const ofKind = cases.filter((one) => one.kind === kind);
    const mean = (figure: (one: Case) => number) =>
      ofKind.reduce((sum, one) => sum + figure(one), 0) / ofKind.length;
    const errors = names.map((name) =>
      percent(mean(({ said, realWan }) => Math.abs(said[name] / realWan - 1))),
    );
    const covered = mean(({ ours, realWan }) => Number(realWan >= ours.lowWan && realWan <= ours.highWan));
    const half = mean(({ ours }) => (ours.highWan - ours.lowWan) / 2 / ours.amountWan);
    return `| ${[kind, ofKind.length, ...errors, percent(covered), percent(half)].join(' | ')} |`;
  });
  const head = ['period', 'cases', ...names, 'covered', '± half interval'];
  return [`| ${head.join(' | ')} |`, `|${'---|'.repeat(head.length)}`, ...rows];
}

/** Twice a month from the third month of activity on: when a half month was reported. */
function origins(until: string): string[] {
  const year = until.slice(0, 4);
  const months = Array.from({ length: 8 }, (_, i) => String(i + 5).padStart(2, '0'));
  return months.flatMap((month) => [`${year}-${month}-05`, `${year}-${month}-20`]);
}

const cases: Case[] = [];
for (const seed of values.city) {
  const city = await measuredCity(seed, values);
  for (const asOf of origins(values.until)) cases.push(...casesOf(city, asOf));
}
const table = tableOf(cases);
process.stdout.write(`${table.join('\n')}\n`);
if (values.write) {
  const cities = values.city.map((seed) => `--city ${seed}`).join(' ');
  const command = `npm run bench:forecast -- ${cities}`;
  writeSection('forecast', command, [
    '',
    `Mean absolute error of the city's investment, ${values.projects} projects, on the 5th and 20th from May to December.`,
    `Each is given what is reported; the interval is to hold in ${100 * parameters.coverage} % of the cases.`,
    '',
    ...table,
  ]);
}
