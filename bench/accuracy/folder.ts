import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { readRecorded, seriesOf } from '../../app/commands/backtest-readings.ts';
import {
  readTruth,
  type SaidDay,
  type SaidFinding,
  type TruthDay,
} from '../../app/commands/evaluate-files.ts';
import { projectFacts } from '../../app/facts.ts';
import { MeterDirectory } from '../../ingest/meter-directory.ts';
import type { Finding } from '../../model/finding.ts';
import { chineseCalendar } from '../../registry/calendar.ts';
import { readRegistry } from '../../registry/files.ts';
import { evaluateCity } from '../../rules/city.ts';
import { cityDays, dayText } from '../../rules/city-days.ts';
import { RulesConfiguration } from '../../rules/configuration.ts';
import type { City, ProjectQuestion } from '../../rules/evaluate.ts';
import { referenceStates } from './reference.ts';

export const labelledCity: City = {
  timeZone: 'Asia/Shanghai',
  calendar: chineseCalendar(),
  rules: RulesConfiguration.parse({}),
};

/** What ours and the reference rule say of one folder, and what is true. */
export interface Judged {
  truth: TruthDay[];
  days: SaidDay[];
  findings: SaidFinding[];
  referenceDays: SaidDay[];
  readings: number;
  /** CPU seconds that the rules took, reading the files not counted. */
  seconds: number;
}

/** What is asked of the rules, and what is true. */
export interface Labelled {
  truth: TruthDay[];
  questions: ProjectQuestion[];
}

/** What a folder asks of the rules, and what is true of it. */
export async function readFolder(directory: string): Promise<Labelled> {
  const names = await readdir(directory);
  const registry = await readRegistry(
    names.includes('registry') ? path.join(directory, 'registry') : directory,
  );
  const files = names.filter((name) => /^readings.*\.csv(\.gz)?$/.test(name)).sort();
  const recorded = await readRecorded(
    files.map((name) => path.join(directory, name)),
    new MeterDirectory(registry.meters, labelledCity.timeZone),
  );
  const zone = cityDays(labelledCity.timeZone);
  let last = Number.NEGATIVE_INFINITY;
  for (const columns of recorded.series.values()) last = Math.max(last, columns.lastMs);
  const untilMs = zone.beginOf(zone.at(last - 1) + 1);
  const questions = [...projectFacts(registry, new Map()).values()].map((facts) => {
    const readings = seriesOf(recorded, facts.meters);
    return { facts, start: null, readings, untilMs, hours: false, checkpointsFrom: null };
  });
  return { truth: await readTruth(path.join(directory, 'truth.csv')), questions };
}

export function judge({ truth, questions }: Labelled, city: City = labelledCity): Judged {
  const zone = cityDays(city.timeZone);
  const judged: Judged = { truth, days: [], findings: [], referenceDays: [], readings: 0, seconds: 0 };
  for (const { readings } of questions) {
    for (const { timeMs } of readings) judged.readings += timeMs.length;
  }
  let began = process.cpuUsage();
  for (const answer of evaluateCity(city, questions)) {
    const used = process.cpuUsage(began);
    judged.seconds += (used.user + used.system) / 1e6;
    const dates = answer.days.map(({ timeMs }) => dayText(zone.at(timeMs)));
    const reference = referenceStates(answer.days);
    for (const [i, { project, state, excused, measured }] of answer.days.entries()) {
      const day = { project, date: dates[i]!, excused: excused !== null, measured };
      judged.days.push({ ...day, state });
      judged.referenceDays.push({ ...day, state: reference[i]! });
    }
    judged.findings.push(...answer.findings.map(said));
    began = process.cpuUsage();
  }
  return judged;
}

function said({ project, kind, level, since, opened, closed, evidence }: Finding): SaidFinding {
  const { yellowOn } = evidence.figures;
  return {
    project,
    kind,
    level,
    since,
    opened,
    closed,
    yellowOn: typeof yellowOn === 'string' ? yellowOn : null,
  };
}
