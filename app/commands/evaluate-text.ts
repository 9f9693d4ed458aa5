import type { DayScore, StallScore } from './evaluate-score.ts';

function figure(value: number): string {
  return Number.isNaN(value) ? 'n/a' : value.toFixed(4);
}

function days(value: number): string {
  return Number.isNaN(value) ? 'n/a' : `${value} d`;
}

/** The scores as a terminal shows them. */
export function scoreText(score: DayScore, stalls: StallScore | null): string {
  const columns = ['working', 'idle', 'off', 'unknown'] as const;
  const lines = [
    'confusion matrix (rows: truth, columns: said)',
    `${'project-days'.padEnd(14)}${columns.map((name) => name.padStart(10)).join('')}`,
    ...(['working', 'idle', 'off'] as const).map(
      (truth) =>
        `${truth.padEnd(14)}${columns.map((said) => String(score.matrix[truth][said]).padStart(10)).join('')}`,
    ),
    '',
    'working against not working, days that were told',
    `precision          ${figure(score.precision)}`,
    `recall             ${figure(score.recall)}`,
    `F1                 ${figure(score.f1)}`,
    `MCC                ${figure(score.mcc)}`,
    `MCC per project    ${figure(score.projectMccMedian)} median, ${figure(score.projectMccTenth)} 10th percentile, ${score.projects} projects`,
    `not told           ${score.untoldWorking} working, ${score.untoldStopped} not working`,
    `delay of a stop    ${days(score.stopDelayMedian)} median, ${score.stops} stops of a week or more`,
    `delay of a resumption ${days(score.resumptionDelayMedian)} median`,
  ];
  if (stalls !== null) {
    lines.push(
      '',
      'stalls (findings stalled and not-resumed, yellow and red)',
      `precision          ${figure(stalls.precision)} (${stalls.right} of ${stalls.findings} findings)`,
      `recall             ${figure(stalls.recall)} (${stalls.found} of ${stalls.stalls} stalls that the rule can know of)`,
      `F1                 ${figure(stalls.f1)}`,
      `delay              ${days(stalls.delayMedian)} median after the day the rule could first know`,
    );
  }
  return `${lines.join('\n')}\n`;
}
