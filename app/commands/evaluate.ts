import { Command } from 'commander';
import { chineseCalendar } from '../../registry/calendar.ts';
import { readActivity, readFindings, readTruth } from './evaluate-files.ts';
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
  const days = scoreDays(facts, said);
  const stalls =
    findings === undefined ? null : scoreStalls(facts, said, await readFindings(findings), chineseCalendar());
  process.stdout.write(scoreText(days, stalls));
}
