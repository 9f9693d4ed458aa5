import type { Meter } from './meter.ts';
import type { Department, District } from './organisation.ts';
import type { Investment, Milestone, PlannedInvestment } from './progress.ts';
import type { Project } from './project.ts';
import type { Suspension } from './suspension.ts';

/** Who and what is watched, whole. References between the tables hold. */
export interface Registry {
  districts: District[];
  departments: Department[];
  projects: Project[];
  meters: Meter[];
  suspensions: Suspension[];
  investments: Investment[];
  milestones: Milestone[];
  /** Optional: a project without rows is measured against the straight line. */
  plans: PlannedInvestment[];
}

export const registryTables = [
  'districts',
  'departments',
  'projects',
  'meters',
  'suspensions',
  'investments',
  'milestones',
  'plans',
] as const satisfies readonly (keyof Registry)[];
export type RegistryTable = (typeof registryTables)[number];

export function emptyRegistry(): Registry {
  return {
    districts: [],
    departments: [],
    projects: [],
    meters: [],
    suspensions: [],
    investments: [],
    milestones: [],
    plans: [],
  };
}
