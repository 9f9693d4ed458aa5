import type { ProjectAnswers, WaitingDays } from '../../model/answers.ts';
import type { CalendarDay } from '../../model/calendar.ts';
import type { Finding } from '../../model/finding.ts';
import { daysOfPeriod, type Period, periodDays } from '../../model/period.ts';
import type { PeriodInputs, ReportTimes } from '../../model/period-inputs.ts';
import type { Investment } from '../../model/progress.ts';
import type { Registry } from '../../model/registry.ts';
import { standingSubjects } from '../../model/standing.ts';
import type { RulesConfiguration } from '../../rules/configuration.ts';
import type { ReadingsStore, TimeRange } from '../../store/readings.ts';
import type { InvestmentReport, RecordsStore } from '../../store/records.ts';
import { inOrder, rangeOf } from './due.ts';
import { productionDays } from './production.ts';

/** How many closed periods before this one a rule may look back on. */
const periodsBack = 12;

export interface InputParts {
  readings: Pick<ReadingsStore, 'activity' | 'energy'>;
  records: RecordsStore;
  /** As it is now. */
  registry: () => Registry;
  zone: string;
  calendar: (date: string) => CalendarDay;
  /** In force. */
  rules: () => Promise<RulesConfiguration>;
  /** How the questions of a stretch of time were answered. */
  answersIn: (range: TimeRange) => Promise<{ answers: ProjectAnswers[]; waiting: WaitingDays[] }>;
}

/** Reads everything that the figures of a period are computed from, as the stores have it now. */
export async function readInputs(parts: InputParts, period: Period, asOfMs: number): Promise<PeriodInputs> {
  const { readings, records, rules, registry, zone } = parts;
  const { standings, snails } = await rules();
  const toMs = Math.min(rangeOf(period, zone).toMs, asOfMs);
  return {
    ...(await readStandingInputs(parts, period, asOfMs)),
    production: await productionDays(readings, registry(), zone, toMs),
    findings: await openAtEnd(records, period),
    before: await standingsBefore(records, period),
    rules: { standings, snails },
  };
}

/** What is read anew whenever a running period is ranked. */
export async function readStandingInputs(
  { readings, records, registry, zone, answersIn }: InputParts,
  period: Period,
  asOfMs: number,
): Promise<Omit<PeriodInputs, 'production' | 'findings' | 'before' | 'rules'>> {
  const range = rangeOf(period, zone);
  const { districts, departments, projects, investments, milestones, suspensions, plans } = registry();
  return {
    period,
    timeZone: zone,
    asOfMs,
    districts,
    departments,
    projects,
    days: (await readings.activity(null, range, 'day')).map(
      ({ why: _why, district: _district, department: _department, ...day }) => day,
    ),
    investments: investments.filter((row) => beginsUntil(row.period, period)),
    reports: reportTimes(await reportsWithin(records, investments, period)),
    plans,
    milestones,
    suspensions,
    ...(await answersIn(range)),
    snails: await undecidedAndHeld(records, period),
  };
}

function beginsUntil(reported: Period, period: Period): boolean {
  const begin = periodDays(reported)?.first;
  return begin !== undefined && Temporal.PlainDate.compare(begin, daysOfPeriod(period).last) <= 0;
}

/** The reports of the period and of the shorter ones that lie in it. */
async function reportsWithin(
  records: RecordsStore,
  investments: readonly Investment[],
  period: Period,
): Promise<InvestmentReport[]> {
  const { first, last } = daysOfPeriod(period);
  const isWithin = (reported: Period) => {
    const days = periodDays(reported);
    return (
      days !== null &&
      Temporal.PlainDate.compare(days.first, first) >= 0 &&
      Temporal.PlainDate.compare(days.last, last) <= 0
    );
  };
  const periods = [...new Set(investments.map((row) => row.period))].filter(isWithin).sort();
  const reports: InvestmentReport[] = [];
  for (const one of periods) reports.push(...(await records.investmentReports({ period: one })));
  return reports;
}

function reportTimes(reports: readonly InvestmentReport[]): ReportTimes[] {
  return [...Map.groupBy(reports, ({ project, period }) => `${project} ${period}`).values()].map(
    (history) => {
      const { project, period, atMs } = history[0]!;
      return { project, period, firstMs: atMs, lastMs: history.at(-1)!.atMs };
    },
  );
}

async function openAtEnd(records: RecordsStore, period: Period): Promise<Finding[]> {
  const last = daysOfPeriod(period).last.toString();
  return (await records.findings({})).filter(
    ({ opened, closed }) => opened <= last && (closed === null || closed > last),
  );
}

async function standingsBefore(records: RecordsStore, period: Period): Promise<PeriodInputs['before']> {
  const { kind, first } = daysOfPeriod(period);
  const closed = (await records.closings()).filter((closing) => {
    const days = daysOfPeriod(closing.period);
    return (
      days.kind === kind && Temporal.PlainDate.compare(days.last, first) < 0 && closing.reopened === null
    );
  });
  const newest = closed.sort((a, b) => inOrder(b.period, a.period)).slice(0, periodsBack);
  return Promise.all(
    newest.map(async ({ period: one, revision }, index) => {
      const subjects = standingSubjects.filter((by) => index === 0 || by !== 'project');
      return (await Promise.all(subjects.map((by) => records.frozenStandings(one, revision, by)))).flat();
    }),
  );
}

async function undecidedAndHeld(records: RecordsStore, period: Period): Promise<PeriodInputs['snails']> {
  const { kind } = daysOfPeriod(period);
  return (await records.snails())
    .filter((snail) => daysOfPeriod(snail.period).kind === kind && inOrder(snail.period, period) <= 0)
    .filter(({ state }) => state === 'proposed' || state === 'confirmed')
    .map(({ history: _history, ...snail }) => snail);
}
