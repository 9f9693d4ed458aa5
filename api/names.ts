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
  project(id: string): Named;
  district(id: string): Named;
  department(id: string): Named;
}

function byId<Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}

/** An id that has left the registry stands for itself: old findings still name it. */
function naming(rows: readonly Named[]): (id: string) => Named {
  const known = new Map(rows.map(({ id, name }) => [id, { id, name }]));
  return (id) => known.get(id) ?? { id, name: id };
}

export function namesOf(registry: Registry): Names {
  return {
    registry,
    projects: byId(registry.projects),
    districts: byId(registry.districts),
    metersOf: Map.groupBy(registry.meters, (meter) => meter.project),
    project: naming(registry.projects),
    district: naming(registry.districts),
    department: naming(registry.departments),
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
