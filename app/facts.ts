import { isDeepStrictEqual } from 'node:util';
import type { Registry } from '../model/registry.ts';
import type { ProjectFacts } from '../rules/evaluate.ts';

/**
 * The registry, cut into what each project's evaluation looks at. A project of which nothing changed keeps the very
 * object it had in `before`, so that a look tells whether it must be evaluated anew.
 */
export function projectFacts(
  registry: Registry,
  before: ReadonlyMap<string, ProjectFacts>,
): Map<string, ProjectFacts> {
  const meters = Map.groupBy(registry.meters, ({ project }) => project);
  const suspensions = Map.groupBy(registry.suspensions, ({ project }) => project);
  const investments = Map.groupBy(registry.investments, ({ project }) => project);
  const milestones = Map.groupBy(registry.milestones, ({ project }) => project);
  const plans = Map.groupBy(registry.plans, ({ project }) => project);
  const ofCity = suspensions.get('*') ?? [];
  return new Map(
    registry.projects.map((project) => {
      const facts: ProjectFacts = {
        project,
        meters: meters.get(project.id) ?? [],
        suspensions: [...(suspensions.get(project.id) ?? []), ...ofCity],
        investments: investments.get(project.id) ?? [],
        milestones: milestones.get(project.id) ?? [],
        plans: plans.get(project.id) ?? [],
      };
      const known = before.get(project.id);
      return [project.id, known !== undefined && isDeepStrictEqual(known, facts) ? known : facts];
    }),
  );
}
