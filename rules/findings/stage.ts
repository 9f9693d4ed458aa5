import type { ProjectFacts } from '../evaluate.ts';

/**
 * The facts as they were on a day (`YYYY-MM-DD`). The registry tells only the stage of now: of a project that is completed
 * or produces, its last milestone tells until when it was being built.
 */
export function factsOn(facts: ProjectFacts, date: string): ProjectFacts {
  const { project, milestones } = facts;
  if (project.stage !== 'completed' && project.stage !== 'production') return facts;
  let last = '';
  for (const { actual } of milestones) {
    if (actual === null) return facts;
    if (actual > last) last = actual;
  }
  return date < last ? { ...facts, project: { ...project, stage: 'construction' } } : facts;
}

/** Whether a milestone was reached by then: somebody has built here, whatever the meters saw. */
export function hasReachedMilestone({ milestones }: ProjectFacts, date: string): boolean {
  return milestones.some(({ actual }) => actual !== null && actual <= date);
}
