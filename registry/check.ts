import type { Fault } from '../model/error.ts';
import type { Meter } from '../model/meter.ts';
import { type Registry, type RegistryTable, registryTables } from '../model/registry.ts';
import type { RowPlaces } from './table.ts';

const keyColumns: Readonly<Record<RegistryTable, readonly string[]>> = {
  districts: ['id'],
  departments: ['id'],
  projects: ['id'],
  meters: ['id', 'from'],
  suspensions: ['project', 'from', 'reason'],
  investments: ['project', 'period'],
  milestones: ['project', 'name'],
};

/** The key by which an import knows a row again. */
export function rowKey(table: RegistryTable, row: object): string {
  return keyColumns[table].map((column) => String((row as Record<string, unknown>)[column])).join('\n');
}

interface Reference {
  table: RegistryTable;
  field: string;
  column: string;
  to: RegistryTable;
}

const references: readonly Reference[] = [
  { table: 'departments', field: 'escalationDepartment', column: 'escalation_department', to: 'departments' },
  { table: 'projects', field: 'district', column: 'district', to: 'districts' },
  { table: 'projects', field: 'department', column: 'department', to: 'departments' },
  { table: 'meters', field: 'project', column: 'project', to: 'projects' },
  { table: 'suspensions', field: 'project', column: 'project', to: 'projects' },
  { table: 'investments', field: 'project', column: 'project', to: 'projects' },
  { table: 'milestones', field: 'project', column: 'project', to: 'projects' },
];

/**
 * What no single row can tell: rows that are there twice, references to nothing, days in the wrong order, two
 * stretches of a meter's life at once. References to tables in `unchecked` are left alone.
 */
export function checkRegistry(
  registry: Registry,
  places: RowPlaces,
  unchecked: ReadonlySet<RegistryTable> = new Set(),
): Fault[] {
  const faults: Fault[] = [];
  const say = (row: object, column: string, message: string): void => {
    const place = places.get(row) ?? { source: 'registry' };
    faults.push({ place: { ...place, column }, message });
  };
  for (const table of registryTables) {
    const seen = new Map<string, object>();
    for (const row of registry[table]) {
      const key = rowKey(table, row);
      const first = seen.get(key);
      const line = first === undefined ? undefined : places.get(first)?.line;
      if (first !== undefined) say(row, keyColumns[table][0]!, `the same as line ${line ?? '?'}`);
      else seen.set(key, row);
    }
  }
  for (const { table, field, column, to } of references) {
    if (unchecked.has(to)) continue;
    const ids = new Set((registry[to] as { id: string }[]).map(({ id }) => id));
    for (const row of registry[table]) {
      const id = (row as unknown as Record<string, string | null>)[field];
      if (id === null || id === undefined || id === '*' || ids.has(id)) continue;
      say(row, column, `"${id}" is not among the ${to}`);
    }
  }
  for (const project of registry.projects) {
    if (
      project.plannedStart !== null &&
      project.plannedFinish !== null &&
      project.plannedFinish < project.plannedStart
    ) {
      say(project, 'planned_finish', 'before planned_start');
    }
  }
  for (const row of [...registry.meters, ...registry.suspensions]) {
    if (row.from !== null && row.to !== null && row.to < row.from) say(row, 'to', 'before from');
  }
  for (const meters of Map.groupBy(registry.meters, ({ id }) => id).values()) {
    checkStretches(meters, say);
  }
  return faults;
}

function checkStretches(
  meters: readonly Meter[],
  say: (row: object, column: string, message: string) => void,
): void {
  const inOrder = meters.toSorted((a, b) => (a.from ?? '').localeCompare(b.from ?? ''));
  inOrder.forEach((meter, index) => {
    const next = inOrder[index + 1];
    if (next === undefined || next.from === meter.from) return;
    if (meter.to === null || next.from === null || meter.to >= next.from) {
      say(next, 'from', `meter "${meter.id}" is installed twice at the same time; end the earlier row first`);
    }
  });
}
