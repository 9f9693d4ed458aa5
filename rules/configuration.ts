import { z } from 'zod';
import { type FindingKind, findingKinds } from '../model/finding.ts';
import type { Project } from '../model/project.ts';
import { ActivityConfiguration } from './activity/configuration.ts';
import { EnergyConfiguration } from './energy/configuration.ts';
import { rules } from './findings/catalogue.ts';
import { ForecastConfiguration } from './forecast/configuration.ts';
import { SnailsConfiguration } from './snails/configuration.ts';
import { StandingsConfiguration } from './standings/configuration.ts';

const FindingsConfiguration = z
  .strictObject({
    stalled: rules.stalled.parameters,
    'not-resumed': rules['not-resumed'].parameters,
    slowing: rules.slowing.parameters,
    'meter-silent': rules['meter-silent'].parameters,
    'meter-fault': rules['meter-fault'].parameters,
    'paper-progress': rules['paper-progress'].parameters,
    'flat-load': rules['flat-load'].parameters,
    'behind-plan': rules['behind-plan'].parameters,
    'late-start': rules['late-start'].parameters,
  })
  .prefault({});
export type FindingsConfiguration = z.infer<typeof FindingsConfiguration>;

/** Other parameters for some projects. What is named must fit: all lists that are given have to hold the project. */
const Scope = z.strictObject({
  districts: z.array(z.string()).optional(),
  categories: z.array(z.string()).optional(),
  projects: z.array(z.string()).optional(),
  findings: z.partialRecord(z.enum(findingKinds), z.record(z.string(), z.unknown())),
});
type Scope = z.infer<typeof Scope>;

/** Parameters of the rules; each part adds its own, with its default and the source of it. */
export const RulesConfiguration = z
  .strictObject({
    energy: EnergyConfiguration,
    activity: ActivityConfiguration,
    findings: FindingsConfiguration,
    standings: StandingsConfiguration,
    snails: SnailsConfiguration,
    forecast: ForecastConfiguration,
    scopes: z.array(Scope).default([]),
  })
  .superRefine((configuration, context) => {
    for (const [index, scope] of configuration.scopes.entries()) {
      for (const [kind, change] of Object.entries(scope.findings)) {
        const checked = FindingsConfiguration.safeParse(withChange(configuration.findings, kind, change));
        for (const issue of checked.error?.issues ?? []) {
          context.addIssue({ ...issue, path: ['scopes', index, 'findings', ...issue.path] });
        }
      }
    }
  })
  .prefault({});
export type RulesConfiguration = z.infer<typeof RulesConfiguration>;

/** The parameters that a project's days and findings rest on; the others rank and foretell what was judged. */
export type JudgingConfiguration = Pick<RulesConfiguration, 'energy' | 'activity' | 'findings' | 'scopes'>;

export function judgingOf({ energy, activity, findings, scopes }: RulesConfiguration): JudgingConfiguration {
  return { energy, activity, findings, scopes };
}

function withChange(findings: FindingsConfiguration, kind: string, change: Record<string, unknown>): unknown {
  return { ...findings, [kind]: { ...findings[kind as keyof FindingsConfiguration], ...change } };
}

/** The parameters that hold for one project: the general ones, changed by each scope that it lies in, in their order. */
export function findingsFor(
  configuration: JudgingConfiguration,
  project: Pick<Project, 'id' | 'district' | 'category'>,
): FindingsConfiguration {
  let findings = configuration.findings;
  for (const scope of configuration.scopes) {
    if (!isIn(scope, project)) continue;
    for (const [kind, change] of Object.entries(scope.findings)) {
      findings = FindingsConfiguration.parse(withChange(findings, kind as FindingKind, change));
    }
  }
  return findings;
}

function isIn(scope: Scope, project: Pick<Project, 'id' | 'district' | 'category'>): boolean {
  return (
    (scope.districts?.includes(project.district) ?? true) &&
    (scope.categories?.includes(project.category) ?? true) &&
    (scope.projects?.includes(project.id) ?? true)
  );
}
