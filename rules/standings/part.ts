import type { ScorePart, ScorePartName } from '../../model/standing.ts';
import type { StandingsConfiguration } from './configuration.ts';
import type { ProjectCase } from './project-case.ts';

/** What a part of the score comes to for some projects. */
export type PartFigures = Pick<ScorePart, 'score' | 'quality' | 'inputs'>;

/** One part of a score; one file each, listed in `score.ts`. */
export interface PartRule {
  part: ScorePartName;
  /** Something can be said of the part for this project alone. */
  knows(project: ProjectCase): boolean;
  /**
   * A rate over the projects, never a sum. `score` null with `quality` 1: nothing was due, planned or asked; with a
   * `quality` below 1: not known.
   */
  figures(projects: readonly ProjectCase[], rules: StandingsConfiguration): PartFigures;
}

/** To one decimal, 0 to 100: finer differences are no differences. */
export function points(value: number): number {
  return Math.round(10 * Math.max(0, Math.min(100, value))) / 10;
}
