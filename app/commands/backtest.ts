import { Command } from 'commander';
import { MeterDirectory } from '../../ingest/meter-directory.ts';
import type { Activity } from '../../model/activity.ts';
import { LiangshaiError } from '../../model/error.ts';
import { daysOfPeriod, type PeriodKind, periodOf } from '../../model/period.ts';
import type { Registry } from '../../model/registry.ts';
import { standingSubjects } from '../../model/standing.ts';
import { chineseCalendar } from '../../registry/calendar.ts';
import { readRegistry } from '../../registry/files.ts';
import { evaluateCity } from '../../rules/city.ts';
import { cityDays, dayNumber, dayText } from '../../rules/city-days.ts';
import type { RulesConfiguration } from '../../rules/configuration.ts';
import type { City } from '../../rules/evaluate.ts';
import { standingsOf } from '../../rules/standings/standings.ts';
import { parseConfiguration, readConfiguration } from '../config.ts';
import { projectFacts } from '../facts.ts';
import { calendarDay } from '../options.ts';
import { BacktestOutput } from './backtest-output.ts';
import { type RecordedReadings, readRecorded, seriesOf } from './backtest-readings.ts';

interface BacktestOptions {
  registry: string;
  readings: string[];
  out: string;
  config?: string;
  until?: string;
}

export function backtestCommand(): Command {
  return new Command('backtest')
    .description('run the rules over recorded readings exactly as they would have run live')
    .requiredOption('--registry <dir>', 'directory with the registry files')
    .requiredOption(
      '--readings <file...>',
      'CSV files, plain or .gz: meter,time,energy_kwh[,power_kw[,voltage_v]]',
    )
    .requiredOption('--out <dir>', 'directory for activity.csv, findings.csv and standings.csv')
    .option('--config <file>', 'a configuration; its rules and its time zone count')
    .option(
      '--until <date>',
      'the last day to be judged, YYYY-MM-DD (default: the last one with readings)',
      calendarDay,
    )
    .action(backtest);
}

/** Beside the readings themselves no more than what is said of the days is held in memory. */
export async function backtest(options: BacktestOptions): Promise<void> {
  const configuration =
    options.config === undefined
      ? parseConfiguration('', 'defaults')
      : await readConfiguration(options.config);
  const { rules } = configuration;
  const city: City = { timeZone: configuration.city.zone, calendar: chineseCalendar(), rules };
  const days = cityDays(city.timeZone);
  const registry = await readRegistry(options.registry);
  if (registry.projects.length === 0) {
    throw new LiangshaiError('no-projects', `${options.registry}: no project`, 'it wants projects.csv');
  }
  const readings = await readRecorded(options.readings, new MeterDirectory(registry.meters, city.timeZone));
  warnOfPassedOver(readings);
  const untilMs = options.until === undefined ? endOf(readings, city) : endOfDay(options.until, city);

  const output = await BacktestOutput.open(options.out);
  const ranking: Activity[] = [];
  const questions = [...projectFacts(registry, new Map()).values()].map((facts) => ({
    facts,
    start: null,
    readings: seriesOf(readings, facts.meters),
    untilMs,
    hours: false,
    checkpointsFrom: null,
  }));
  for (const answer of evaluateCity(city, questions)) {
    await output.writeDays(answer.days, (timeMs) => dayText(days.at(timeMs)));
    await output.writeFindings(answer.findings);
    for (const day of answer.days) ranking.push({ ...day, why: null });
  }
  await writeStandings(output, { ...city, rules }, registry, ranking, untilMs);
  await output.close();
}

function warnOfPassedOver({ unknownMeters, refused }: RecordedReadings): void {
  if (refused.size > 0) {
    const counts = [...refused].map(([code, count]) => `${count} ${code}`).join(', ');
    process.stderr.write(
      `liangshai: readings that live would be in quarantine were passed over: ${counts}\n`,
    );
  }
  if (unknownMeters.size === 0) return;
  const names = [...unknownMeters].slice(0, 5).join(', ');
  const more = unknownMeters.size > 5 ? ` and ${unknownMeters.size - 5} more` : '';
  process.stderr.write(
    `liangshai: readings of meters that no registry row knows were passed over: ${names}${more}\n`,
  );
}

/** The end of the last day that has readings; a register read at midnight tells of the day before. */
function endOf({ series }: RecordedReadings, city: City): number {
  let last = Number.NEGATIVE_INFINITY;
  for (const columns of series.values()) last = Math.max(last, columns.lastMs);
  if (last === Number.NEGATIVE_INFINITY) {
    throw new LiangshaiError('no-readings', 'no reading of a known meter', 'check the ids in meters.csv');
  }
  const days = cityDays(city.timeZone);
  const day = days.at(last);
  return days.beginOf(day) === last ? last : days.beginOf(day + 1);
}

function endOfDay(date: string, city: City): number {
  return cityDays(city.timeZone).beginOf(dayNumber(date) + 1);
}

/** Standings of every half month and month that has days. */
async function writeStandings(
  output: BacktestOutput,
  city: City & { rules: RulesConfiguration },
  registry: Registry,
  days: readonly Activity[],
  untilMs: number,
): Promise<void> {
  const kinds: PeriodKind[] = ['half-month', 'month'];
  const zone = cityDays(city.timeZone);
  for (const kind of kinds) {
    const periods = new Map<string, string>();
    const byPeriod = Map.groupBy(days, ({ timeMs }) => {
      const date = dayText(zone.at(timeMs));
      let period = periods.get(date);
      if (period === undefined) {
        period = periodOf(Temporal.PlainDate.from(date), kind);
        periods.set(date, period);
      }
      return period;
    });
    for (const period of [...byPeriod.keys()].sort()) {
      const inputs = {
        ...registry,
        period,
        timeZone: city.timeZone,
        asOfMs: Math.min(zone.beginOf(dayNumber(daysOfPeriod(period).last.toString()) + 1), untilMs) - 1,
        days: byPeriod.get(period)!,
        reports: [],
        production: [],
        answers: [],
        waiting: [],
        snails: [],
      };
      for (const by of standingSubjects) {
        await output.writeStandings(standingsOf(by, inputs, city.rules.standings));
      }
    }
  }
}
