import type { Meter } from './meter.ts';
import type { Department } from './organisation.ts';
import type { Project } from './project.ts';

/** A project of which nothing is known that need not be. */
export function plainProject(
  named: Pick<Project, 'id' | 'district' | 'department'> & Partial<Project>,
): Project {
  return {
    name: `项目${named.id}`,
    category: 'housing',
    stage: 'construction',
    totalInvestmentWan: null,
    annualPlanWan: null,
    plannedStart: null,
    plannedFinish: null,
    longitude: null,
    latitude: null,
    camera: null,
    roundTheClock: false,
    ...named,
  };
}

/** A meter without transformers, for ever. */
export function plainMeter(named: Pick<Meter, 'id' | 'project'> & Partial<Meter>): Meter {
  return {
    role: 'construction',
    multiplier: 1,
    registerMaxKwh: null,
    capacityKva: null,
    profile: 'canonical',
    from: null,
    to: null,
    ...named,
  };
}

/** A department that is told nothing and has nobody above it. */
export function plainDepartment(named: Pick<Department, 'id' | 'name'> & Partial<Department>): Department {
  return { dutyChannel: null, dutyTarget: null, escalationDepartment: null, escalationHours: null, ...named };
}
