import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type DayScore, scoreDays, scoreStalls } from '../../app/commands/evaluate-score.ts';
import { simulateCommand } from '../../app/commands/simulate.ts';
import { chineseCalendar } from '../../registry/calendar.ts';
import { type Judged, judgeFolder } from './folder.ts';
import { kindredFolders } from './kindred.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kindred: { type: 'string' },
    city: { type: 'string', multiple: true },
    projects: { type: 'string', default: '60' },
    days: { type: 'string', default: '180' },
    with: { type: 'string', multiple: true, default: ['all'] },
    until: { type: 'string', default: '2026-10-31' },
  },
});

const temporary = await mkdtemp(path.join(tmpdir(), 'accuracy-'));
try {
  const folders = [...positionals];
  if (values.kindred !== undefined) folders.push(...(await kindredFolders(values.kindred, temporary)));
  const cities = (values.city ?? []).flatMap((seed) => values.with.map((names) => ({ seed, names })));
  if (folders.length + cities.length === 0) throw new Error('name a folder, --kindred DIR or --city SEED');
  for (const folder of folders)
    process.stdout.write(reportOf(path.basename(folder), await judgeFolder(folder)));
  for (const { seed, names } of cities) {
    const folder = await simulatedCity(seed, names);
    process.stdout.write(reportOf(path.basename(folder), await judgeFolder(folder)));
    await rm(folder, { recursive: true });
  }
} finally {
  await rm(temporary, { recursive: true, force: true });
}

async function simulatedCity(seed: string, names: string): Promise<string> {
  const folder = path.join(temporary, `city-${seed}-${names}-${values.until}`);
  const size = ['--projects', values.projects, '--days', values.days, '--until', values.until];
  const args = ['--export', folder, '--seed', seed, '--with', names, ...size];
  await simulateCommand().parseAsync(args, { from: 'user' });
  return folder;
}

function reportOf(name: string, judged: Judged): string {
  const ours = scoreDays(judged.truth, judged.days);
  const reference = scoreDays(judged.truth, judged.referenceDays);
  const stalls = scoreStalls(judged.truth, judged.days, judged.findings, chineseCalendar());
  const lines = [
    `\n## ${name}`,
    '',
    `${judged.readings} readings, ${Math.round(judged.readings / judged.seconds)} a second of one core.`,
    'Baseline of ours: median of the last 40 unexcused working days; of the reference: mean of the first 28 days.',
    '',
    '| rule | MCC | recall working | recall stopped | not told | wrong days | MCC a project, median | 10th percentile |',
    '|---|---|---|---|---|---|---|---|',
    rowOf('ours', ours),
    rowOf('30 % of a fixed baseline', reference),
  ];
  if (stalls.stalls > 0 || stalls.right > 0) {
    lines.push(
      '',
      `Stalls, yellow and above: precision ${figure(stalls.precision)} (${stalls.right} of ${stalls.findings}), ` +
        `recall ${figure(stalls.recall)} (${stalls.found} of ${stalls.stalls}), ` +
        `median delay ${stalls.delayMedian} days after the rule could first know.`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function rowOf(name: string, score: DayScore): string {
  const stopped = score.trueNegative / (score.trueNegative + score.falsePositive);
  const wrong = score.falseNegative + score.falsePositive;
  const untold = score.untoldWorking + score.untoldStopped;
  const cells = [figure(score.mcc), figure(score.recall), figure(stopped), untold, wrong];
  return `| ${[name, ...cells, figure(score.projectMccMedian), figure(score.projectMccTenth)].join(' | ')} |`;
}

function figure(value: number): string {
  return Number.isNaN(value) ? 'n/a' : value.toFixed(4);
}
