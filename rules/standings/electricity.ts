import type { PartRule } from './part.ts';

/** The share of working days among the days that are known and count; beside it how much of them was measured. */
export const electricityPart: PartRule = {
  part: 'electricity',
  knows: ({ tally }) => tally !== null && tally.last !== null,
  figures(projects) {
    let workedDays = 0;
    let knownDays = 0;
    let unknownDays = 0;
    let excusedDays = 0;
    let measured = 0;
    for (const { project, tally, days } of projects) {
      if (project.stage !== 'construction') continue;
      if (tally === null) {
        unknownDays += days;
        continue;
      }
      const { working, idle, off, unknown } = tally.counted;
      workedDays += working;
      knownDays += working + idle + off;
      unknownDays += unknown;
      excusedDays += tally.excused;
      measured += tally.measured;
    }
    const counting = knownDays + unknownDays;
    return {
      score: knownDays === 0 ? null : (100 * workedDays) / knownDays,
      quality: counting === 0 ? 1 : knownDays / counting,
      inputs: {
        workedDays,
        knownDays,
        unknownDays,
        excusedDays,
        measuredShare: knownDays === 0 ? null : measured / knownDays,
      },
    };
  },
};
