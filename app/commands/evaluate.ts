import { Command } from 'commander';
import { LiangshaiError } from '../../model/error.ts';
import { chineseCalendar } from '../../registry/calendar.ts';
import { readActivity, readFindings, readTruth, type SaidDay, type TruthDay } from './evaluate-files.ts';
import { scoreDays, scoreStalls } from './evaluate-score.ts';
import { scoreText } from './evaluate-text.ts';

interface EvaluateOptions {
  truth: string;
  activity: string;
  findings?: string;
}

export function evaluateCommand(): Command {
  return new Command('evaluate')
    .description('hold what a backtest said against what is known to be true')
    .requiredOption('--truth <file>', 'project,date,state[,why[,stall]]')
    .requiredOption('--activity <file>', 'activity.csv of a backtest')
    .option('--findings <file>', 'findings.csv of a backtest: also scores stalls and their delay')
    .action(evaluate);
}

async function evaluate({ truth, activity, findings }: EvaluateOptions): Promise<void> {
  const facts = await readTruth(truth);
  const said = await readActivity(activity);
  checkCommon(facts, said);
  const days = scoreDays(facts, said);
  const stalls =
    findings === undefined ? null : scoreStalls(facts, said, await readFindings(findings), chineseCalendar());
  process.stdout.write(scoreText(days, stalls));
}

/** What the activity does not know counts as not told, which is worth a word: ids may be spelled otherwise. */
function checkCommon(facts: readonly TruthDay[], said: readonly SaidDay[]): void {
  const told = new Set(said.map(({ project, date }) => `${project} ${date}`));
  if (!facts.some(({ project, date }) => told.has(`${project} ${date}`))) {
    throw new LiangshaiError(
      'nothing-common',
      'no day of the truth is in the activity',
      'check the project ids and the dates of both files',
    );
  }
  const projects = new Set(said.map(({ project }) => project));
  const strange = [...new Set(facts.map(({ project }) => project))].filter((id) => !projects.has(id));
  if (strange.length === 0) return;
  const more = strange.length > 5 ? ` and ${strange.length - 5} more` : '';
  process.stderr.write(
    `liangshai: projects of the truth that the activity does not know count as not told: ${strange.slice(0, 5).join(', ')}${more}\n`,
  );
}
