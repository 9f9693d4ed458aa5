import { parentPort, workerData } from 'node:worker_threads';
import type { Finding } from '../../model/finding.ts';
import type { ReadingSeries } from '../../model/reading.ts';
import { chineseCalendar } from '../../registry/calendar.ts';
import type { RulesConfiguration } from '../../rules/configuration.ts';
import type { ProjectFacts } from '../../rules/evaluate.ts';
import { evaluateProject } from '../../rules/project.ts';
import { compareFindings, type FindingDifference } from './compare.ts';

/** What a trial is about, given once. */
export interface TrialSetting {
  timeZone: string;
  before: RulesConfiguration;
  after: RulesConfiguration;
  untilMs: number;
  /** The first day whose findings count. */
  from: string;
}

/** One project at a time; it answers with the difference. */
export interface TrialQuestion {
  facts: ProjectFacts;
  readings: ReadingSeries[];
}

const { timeZone, before, after, untilMs, from } = workerData as TrialSetting;
const calendar = chineseCalendar();
const port = parentPort!;

port.on('message', ({ facts, readings }: TrialQuestion) => {
  const findings = (rules: RulesConfiguration): Finding[] =>
    evaluateProject(
      { timeZone, calendar, rules },
      { facts, start: null, readings, untilMs, hours: false, checkpointsFrom: null },
    ).findings;
  const difference: FindingDifference = compareFindings(findings(before), findings(after), from);
  port.postMessage(difference);
});
