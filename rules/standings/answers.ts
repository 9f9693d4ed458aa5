import type { PartRule } from './part.ts';

/** The share of questions that were answered in time; who was asked nothing has nothing to answer for. */
export const answersPart: PartRule = {
  part: 'answers',
  knows: ({ answers }) => answers !== null && answers.asked > 0,
  figures(projects) {
    let asked = 0;
    let inTime = 0;
    for (const { answers } of projects) {
      asked += answers?.asked ?? 0;
      inTime += answers?.inTime ?? 0;
    }
    return {
      score: asked === 0 ? null : (100 * inTime) / asked,
      quality: 1,
      inputs: { asked, inTime },
    };
  },
};
