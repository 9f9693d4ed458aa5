import type { Meter } from '../../model/meter.ts';
import { emptyRegistry, type Registry } from '../../model/registry.ts';

export const zone = 'Asia/Shanghai';

export function instant(local: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
}

/** One project a meter row, unless they share an id: then the second follows the first on the same project. */
export function cityOf(meters: readonly Meter[]): Registry {
  const projects = [...new Set(meters.map(({ project }) => project))];
  const department = {
    dutyChannel: null,
    dutyTarget: null,
    escalationDepartment: null,
    escalationHours: null,
  };
  return {
    ...emptyRegistry(),
    districts: [{ id: 'HS', name: '海曙区', kind: 'county' }],
    departments: [{ id: 'HB', name: '住建局', ...department }],
    projects: projects.map((id) => ({
      id,
      name: `项目${id}`,
      district: 'HS',
      department: 'HB',
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
    })),
    meters: [...meters],
  };
}

export function meter(id: string, over: Partial<Meter> = {}): Meter {
  return {
    id,
    project: `P${id}`,
    role: 'construction',
    multiplier: 1,
    registerMaxKwh: null,
    capacityKva: null,
    profile: 'canonical',
    from: null,
    to: null,
    ...over,
  };
}
