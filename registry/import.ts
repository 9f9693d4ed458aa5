import { type Fault, LiangshaiError, type Wrong } from '../model/error.ts';
import { emptyRegistry, type Registry, type RegistryTable, registryTables } from '../model/registry.ts';
import { checkRegistry, type RowFault, rowKey } from './check.ts';
import { Names } from './names.ts';
import type { Sheet } from './sheet.ts';
import { type RowPlaces, readTable } from './table.ts';

/** The sheets of an import by table, and what was wrong with its files before any row could be read. */
export interface RegistrySheets {
  sheets: Partial<Record<RegistryTable, Sheet>>;
  faults: readonly Fault[];
}

export interface ImportReading {
  /** The rows that are right, also with each other and with what is known. */
  rows: Partial<Registry>;
  /** Everything that is wrong, at once; none: `rows` is the whole import. */
  faults: readonly Fault[];
  /** Rows that are left out only because they refer to one that has a fault. */
  consequences: readonly Fault[];
}

/** What else speaks against a row; null: nothing. */
export type Objection = (
  table: RegistryTable,
  row: Registry[RegistryTable][number],
) => (Wrong & { column: string }) | null;

/** Reads the rows of an import and checks them against each other and against what is known already. */
export function readImport(given: RegistrySheets, known: Registry, objection?: Objection): ImportReading {
  const { rows, faults: own, faulty, places } = readAll(given.sheets, known);
  const found = checkRegistry(merge(known, rows), places, faulty);
  if (objection !== undefined) found.push(...objections(rows, places, objection));
  const faults = [...given.faults, ...own, ...found.map(({ fault }) => fault)];
  if (faults.length === 0) return { rows, faults, consequences: [] };
  const consequences: Fault[] = [];
  for (let right = without(rows, found); ; ) {
    const dangling = checkRegistry(merge(known, right), places);
    if (dangling.length === 0) return { rows: right, faults, consequences };
    consequences.push(...dangling.map(({ fault }) => fault));
    const fewer = without(right, dangling);
    // What is at fault is not among the new rows: none of them can be trusted.
    if (countRows(fewer) === countRows(right)) return { rows: {}, faults, consequences };
    right = fewer;
  }
}

/**
 * The rows of an import in which nothing is wrong.
 * @throws LiangshaiError `registry-faulty` with every fault
 */
export function wholeImport({ rows, faults }: ImportReading): Partial<Registry> {
  refuseFaults(faults);
  return rows;
}

/**
 * A registry that stands for itself, as `backtest` reads it: a reference into a table that is not there is left alone.
 * @throws LiangshaiError `registry-faulty` with every fault
 */
export function readAlone({ sheets, faults }: RegistrySheets): Registry {
  const reading = readAll(sheets, emptyRegistry());
  const registry = { ...emptyRegistry(), ...reading.rows };
  const absent = new Set(registryTables.filter((table) => sheets[table] === undefined));
  const found = checkRegistry(registry, reading.places, reading.faulty.union(absent));
  refuseFaults([...faults, ...reading.faults, ...found.map(({ fault }) => fault)]);
  return registry;
}

export function countRows(rows: Partial<Registry>): number {
  return Object.values(rows).reduce((count, each) => count + each.length, 0);
}

interface ReadSheets {
  rows: Partial<Registry>;
  faults: Fault[];
  /** Tables that lack rows because of their faults: a reference into one of them may be right. */
  faulty: Set<RegistryTable>;
  places: RowPlaces;
}

/** In the order of the tables, so that each may name what stands in those before it. */
function readAll(sheets: RegistrySheets['sheets'], known: Registry): ReadSheets {
  const places: RowPlaces = new WeakMap();
  const names = new Names();
  const faults: Fault[] = [];
  const faulty = new Set<RegistryTable>();
  const rows: Partial<Registry> = {};
  const take = <T extends RegistryTable>(table: T): void => {
    names.add(table, known[table]);
    const sheet = sheets[table];
    if (sheet === undefined) return;
    const reading = readTable(table, sheet, places, names);
    faults.push(...reading.faults);
    if (reading.faults.length > 0) faulty.add(table);
    rows[table] = reading.rows;
    names.add(table, reading.rows);
  };
  registryTables.forEach(take);
  return { rows, faults, faulty, places };
}

function objections(rows: Partial<Registry>, places: RowPlaces, objection: Objection): RowFault[] {
  return registryTables.flatMap((table) =>
    (rows[table] ?? []).flatMap((row) => {
      const against = objection(table, row);
      if (against === null) return [];
      const { column, message, zh } = against;
      return [{ row, fault: { place: places.get(row)!(column), message, zh } }];
    }),
  );
}

function without(rows: Partial<Registry>, found: readonly RowFault[]): Partial<Registry> {
  const faulty = new Set(found.map(({ row }) => row));
  return Object.fromEntries(
    Object.entries(rows).map(([table, each]) => [table, each.filter((row) => !faulty.has(row))]),
  );
}

/** Known rows with the new ones in their place; duplicates among the new ones stay, to be found by the check. */
function merge(known: Registry, rows: Partial<Registry>): Registry {
  const merged = emptyRegistry();
  const take = <T extends RegistryTable>(table: T): void => {
    const fresh: Registry[T][number][] = rows[table] ?? [];
    const keys = new Set(fresh.map((row) => rowKey(table, row)));
    const kept: Registry[T][number][] = known[table].filter((row) => !keys.has(rowKey(table, row)));
    merged[table] = [...kept, ...fresh] as Registry[T];
  };
  registryTables.forEach(take);
  return merged;
}

function refuseFaults(faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  const what = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  throw new LiangshaiError(
    'registry-faulty',
    `the registry has ${what}; nothing was changed`,
    'mend them and try again',
    { faults },
  );
}
