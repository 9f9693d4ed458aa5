import { type DayScore, scoreDays, scoreStalls } from '../../app/commands/evaluate-score.ts';
import { chineseCalendar } from '../../registry/calendar.ts';
import type { Alone } from './alone.ts';
import type { CambridgeScore } from './cambridge.ts';
import type { Judged } from './folder.ts';
import type { Half } from './halves.ts';
import type { YangzhongScore } from './yangzhong.ts';

/** The table of one folder or city: ours beside the reference rule. */
export function reportOf(name: string, judged: Judged): string {
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
  const untold = score.untoldWorking + score.untoldStopped;
  const cells = [figure(score.mcc), figure(score.recall), figure(stopped), untold, wrongDays(score)];
  return `| ${[name, ...cells, figure(score.projectMccMedian), figure(score.projectMccTenth)].join(' | ')} |`;
}

export const aloneHeader = `
| confounder alone | sites | wrong project-days | true stalls found | false stalls |
|---|---|---|---|---|
`;

export function aloneRow({ name, sites, days, stalls, falseStalls }: Alone): string {
  const told = rightDays(days) + wrongDays(days);
  const which = falseStalls.map(({ project, since }) => `${project} since ${since}`).join(', ');
  const count = falseStalls.length === 0 ? '0' : `**${falseStalls.length}**: ${which}`;
  return `| ${[name, sites, `${wrongDays(days)} of ${told}`, `${stalls.found} of ${stalls.stalls}`, count].join(' | ')} |\n`;
}

function wrongDays({ falseNegative, falsePositive }: DayScore): number {
  return falseNegative + falsePositive;
}

function rightDays({ truePositive, trueNegative }: DayScore): number {
  return truePositive + trueNegative;
}

function figure(value: number): string {
  return Number.isNaN(value) ? 'n/a' : value.toFixed(4);
}

export function yangzhongReport(
  name: string,
  { closures, endings, falseStops, delayDays, festival, ...shares }: YangzhongScore,
): string {
  return `
${name}: closed days called stopped ${figure(shares.closedStopped)}, worked days called stopped ${figure(shares.workedStopped)};
closures outside the festival told of (any level / yellow) ${closures.any} / ${closures.yellow} of ${closures.of}, endings ${endings.any} / ${endings.yellow} of ${endings.of};
stops told of on a worked day ${falseStops.any} / ${falseStops.yellow}; median delay ${delayDays.any} / ${delayDays.yellow} d;
festival: resumption within 2 days for ${festival.within2} of ${festival.resumptions}, median ${festival.medianDays} d off; ran through but called stopped on some day ${festival.ranThroughStopped}; told of before 正月十六 ${festival.toldBeforeLantern}
`;
}

export function halfReport({ fittedOn, thresholds, fitted, defaults }: Half): string {
  const { stopped, working, deepShare } = thresholds;
  const name = `fitted on the ${fittedOn} half (stopped ${stopped}, working ${figure(working)}, deep ${deepShare}), the other half`;
  return yangzhongReport(name, fitted) + yangzhongReport('the same half by the defaults', defaults);
}

export function cambridgeReport(score: CambridgeScore): string {
  return `
## Cambridge, ${score.buildings} buildings, hourly, 2019 to 2021

working days called not working: lockdown ${figure(score.lockdown)}, its control weeks of 2019 ${figure(score.control)}; more than in its own control weeks in ${score.buildingsAbove} buildings;
stops first told of inside one of ${score.missingRuns} runs of missing zeros: ${score.stopsInside}
`;
}
