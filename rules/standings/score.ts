import type { ScorePart } from '../../model/standing.ts';
import { answersPart } from './answers.ts';
import type { StandingsConfiguration } from './configuration.ts';
import { electricityPart } from './electricity.ts';
import { investmentPart } from './investment.ts';
import { milestonesPart } from './milestones.ts';
import { type PartRule, points } from './part.ts';
import type { ProjectCase } from './project-case.ts';

/** In the order of `scoreParts`. */
export const partRules: readonly PartRule[] = [investmentPart, milestonesPart, electricityPart, answersPart];

export function partsOf(projects: readonly ProjectCase[], rules: StandingsConfiguration): ScorePart[] {
  return partRules.map((rule) => {
    const { score, quality, inputs } = rule.figures(projects, rules);
    return {
      part: rule.part,
      score: score === null ? null : points(score),
      weight: rules.weights[rule.part],
      quality,
      inputs,
    };
  });
}

/** The weighted mean of the parts that are known; null: none is. */
export function scoreOf(parts: readonly ScorePart[]): number | null {
  let sum = 0;
  let weights = 0;
  for (const { score, weight } of parts) {
    if (score === null) continue;
    sum += score * weight;
    weights += weight;
  }
  return weights === 0 ? null : points(sum / weights);
}

/**
 * How much of what the score should rest on is known, 0 to 1. A part that is known of nobody in the list is not asked
 * for: without a single report all are ranked by electricity.
 */
export function knownShare(parts: readonly ScorePart[], knownOfAnybody: ReadonlySet<string>): number {
  const asked = parts.filter(({ part }) => knownOfAnybody.has(part));
  const weights = asked.reduce((sum, { weight }) => sum + weight, 0);
  if (weights === 0) return 0;
  return asked.reduce((sum, { weight, quality }) => sum + weight * quality, 0) / weights;
}
