import type { Meter } from '../model/meter.ts';
import type { District } from '../model/organisation.ts';
import type { Project } from '../model/project.ts';
import type { Registry } from '../model/registry.ts';
import type { Named } from './schemas/name.ts';

/** The registry as the API looks things up in it. */
export interface Names {
  registry: Registry;
  projects: ReadonlyMap<string, Project>;
  districts: ReadonlyMap<string, District>;
  /** Every stretch of every meter, by project. */
  metersOf: ReadonlyMap<string, readonly Meter[]>;
  projectOfMeter: ReadonlyMap<string, string>;
  project(id: string): Named;
  district(id: string): Named;
  department(id: string): Named;
}

function byId<Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}

/** An id that has left the registry stands for itself: old findings still name it. */
function named(rows: ReadonlyMap<string, Named>, id: string): Named {
  return { id, name: rows.get(id)?.name ?? id };
}

export function namesOf(registry: Registry): Names {
  const projects = byId(registry.projects);
  const districts = byId(registry.districts);
  const departments = byId(registry.departments);
  const metersOf = Map.groupBy(registry.meters, (meter) => meter.project);
  return {
    registry,
    projects,
    districts,
    metersOf,
    projectOfMeter: new Map(registry.meters.map((meter) => [meter.id, meter.project])),
    project: (id) => named(projects, id),
    district: (id) => named(districts, id),
    department: (id) => named(departments, id),
  };
}

/** Names of the registry that is current, made anew only when that is another object. */
export function currentNames(registry: () => Registry): () => Names {
  let names: Names | null = null;
  return () => {
    const current = registry();
    if (names === null || names.registry !== current) names = namesOf(current);
    return names;
  };
}

export function isInPlace(meter: Pick<Meter, 'from' | 'to'>, day: string): boolean {
  return (meter.from === null || meter.from <= day) && (meter.to === null || day <= meter.to);
}
