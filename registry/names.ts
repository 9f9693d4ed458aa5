import type { Registry, RegistryTable } from '../model/registry.ts';

export interface Reference {
  table: RegistryTable;
  field: string;
  column: string;
  to: RegistryTable;
}

/** The columns that name a row of another table by its id. */
export const references: readonly Reference[] = [
  { table: 'departments', field: 'escalationDepartment', column: 'escalation_department', to: 'departments' },
  { table: 'projects', field: 'district', column: 'district', to: 'districts' },
  { table: 'projects', field: 'department', column: 'department', to: 'departments' },
  { table: 'meters', field: 'project', column: 'project', to: 'projects' },
  { table: 'suspensions', field: 'project', column: 'project', to: 'projects' },
  { table: 'investments', field: 'project', column: 'project', to: 'projects' },
  { table: 'milestones', field: 'project', column: 'project', to: 'projects' },
  { table: 'plans', field: 'project', column: 'project', to: 'projects' },
];

/** What the districts, departments and projects are called: offices write names where a program has ids. */
export class Names {
  readonly #ids = new Map<RegistryTable, Map<string, Set<string>>>();
  readonly #names = new Map<RegistryTable, Map<string, string>>();

  /** Rows that come later take the place of those with the same id. */
  add(table: RegistryTable, rows: Registry[RegistryTable]): void {
    if (table !== 'districts' && table !== 'departments' && table !== 'projects') return;
    const ids = this.#ids.getOrInsertComputed(table, () => new Map<string, Set<string>>());
    const names = this.#names.getOrInsertComputed(table, () => new Map<string, string>());
    for (const { id, name } of rows as Registry['projects']) {
      const before = names.get(id);
      if (before !== undefined) ids.get(exact(before))?.delete(id);
      names.set(id, name);
      ids.getOrInsertComputed(exact(name), () => new Set<string>()).add(id);
    }
  }

  /** Whether the name is that of the row, but for spaces and width; null: no row has the id. */
  agree(table: RegistryTable, id: string, name: string): boolean | null {
    const known = this.#names.get(table)?.get(id);
    return known === undefined ? null : exact(known) === exact(name);
  }

  nameOf(table: RegistryTable, id: string): string | undefined {
    return this.#names.get(table)?.get(id);
  }

  /** The ids that an id or a name stands for: one, none, or several of the same name. */
  idsOf(table: RegistryTable, text: string): string[] {
    if (this.#names.get(table)?.has(text)) return [text];
    return [...(this.#ids.get(table)?.get(exact(text)) ?? [])];
  }
}

function exact(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s/g, '');
}
