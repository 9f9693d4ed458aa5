import type { Meter } from '../../model/meter.ts';
import { plainDepartment, plainMeter, plainProject } from '../../model/registry.fixture.ts';
import { emptyRegistry, type Registry } from '../../model/registry.ts';

export const zone = 'Asia/Shanghai';

export function instant(local: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
}

/** One project a meter row, unless they share an id: then the second follows the first on the same project. */
export function cityOf(meters: readonly Meter[]): Registry {
  const projects = [...new Set(meters.map(({ project }) => project))];
  return {
    ...emptyRegistry(),
    districts: [{ id: 'HS', name: '海曙区', kind: 'county' }],
    departments: [plainDepartment({ id: 'HB', name: '住建局' })],
    projects: projects.map((id) => plainProject({ id, district: 'HS', department: 'HB' })),
    meters: [...meters],
  };
}

export function meter(id: string, over: Partial<Meter> = {}): Meter {
  return plainMeter({ id, project: `P${id}`, ...over });
}
