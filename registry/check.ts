import type { Fault, Wrong } from '../model/error.ts';
import type { Meter } from '../model/meter.ts';
import { periodDays } from '../model/period.ts';
import type { PlannedInvestment } from '../model/progress.ts';
import { type Registry, type RegistryTable, registryTables } from '../model/registry.ts';
import { references } from './names.ts';
import { sheetNames } from './sheet-names.ts';
import type { RowPlaces } from './table.ts';

const keyColumns: Readonly<Record<RegistryTable, readonly string[]>> = {
  districts: ['id'],
  departments: ['id'],
  projects: ['id'],
  meters: ['id', 'from'],
  suspensions: ['project', 'from', 'reason'],
  investments: ['project', 'period'],
  milestones: ['project', 'name'],
  plans: ['project', 'period'],
};

/** The key by which an import knows a row again. */
export function rowKey(table: RegistryTable, row: object): string {
  return keyColumns[table].map((column) => String((row as Record<string, unknown>)[column])).join('\n');
}

type Say = (row: object, column: string, wrong: Wrong) => void;

/** A fault with the row that has it. */
export interface RowFault {
  row: object;
  fault: Fault;
}

/**
 * What no single row can tell: rows that are there twice, references to nothing, days in the wrong order, two
 * stretches of a meter's life at once. References to tables in `unchecked` are left alone.
 */
export function checkRegistry(
  registry: Registry,
  places: RowPlaces,
  unchecked: ReadonlySet<RegistryTable> = new Set(),
): RowFault[] {
  const faults: RowFault[] = [];
  const say: Say = (row, column, wrong) => {
    const place = places.get(row)?.(column) ?? { source: 'registry', column };
    faults.push({ row, fault: { place, ...wrong } });
  };
  for (const table of registryTables) {
    const seen = new Map<string, object>();
    for (const row of registry[table]) {
      const key = rowKey(table, row);
      const first = seen.get(key);
      const line = first === undefined ? undefined : places.get(first)?.().line;
      if (first !== undefined) {
        const wrong = { message: `the same as line ${line ?? '?'}`, zh: `与第${line ?? '?'}行重复` };
        say(row, keyColumns[table][0]!, wrong);
      } else seen.set(key, row);
    }
  }
  for (const { table, field, column, to } of references) {
    if (unchecked.has(to)) continue;
    const ids = new Set((registry[to] as { id: string }[]).map(({ id }) => id));
    for (const row of registry[table]) {
      const id = (row as unknown as Record<string, string | null>)[field];
      if (id === null || id === undefined || id === '*' || ids.has(id)) continue;
      say(row, column, {
        message: `"${id}" is not among the ${to}`,
        zh: `${sheetNames[to][0]}中没有“${id}”`,
      });
    }
  }
  for (const project of registry.projects) {
    if (
      project.plannedStart !== null &&
      project.plannedFinish !== null &&
      project.plannedFinish < project.plannedStart
    ) {
      say(project, 'planned_finish', { message: 'before planned_start', zh: '早于计划开工' });
    }
  }
  for (const row of [...registry.meters, ...registry.suspensions]) {
    if (row.from !== null && row.to !== null && row.to < row.from) {
      say(row, 'to', { message: 'before from', zh: '早于开始日期' });
    }
  }
  for (const meters of Map.groupBy(registry.meters, ({ id }) => id).values()) {
    checkStretches(meters, say);
  }
  for (const plan of Map.groupBy(registry.plans, ({ project }) => project).values()) checkPlan(plan, say);
  return faults;
}

/** Periods of two kinds overlap, and what is planned would count twice. */
function checkPlan(plan: readonly PlannedInvestment[], say: Say): void {
  const kept = plan.filter(({ plannedWan }) => plannedWan > 0);
  const kind = kept.length === 0 ? undefined : periodDays(kept[0]!.period)?.kind;
  for (const row of kept) {
    const other = periodDays(row.period)?.kind;
    if (other !== kind) {
      say(row, 'period', {
        message: `a ${other}, but "${row.project}" plans by the ${kind} (${kept[0]!.period}); withdraw that with 0`,
        zh: `“${row.project}”的计划已按另一种报告期（${kept[0]!.period}）编制；要改，请先把它填 0`,
      });
    }
  }
}

function checkStretches(meters: readonly Meter[], say: Say): void {
  const inOrder = meters.toSorted((a, b) => (a.from ?? '').localeCompare(b.from ?? ''));
  inOrder.forEach((meter, index) => {
    const next = inOrder[index + 1];
    if (next === undefined || next.from === meter.from) return;
    if (meter.to === null || next.from === null || meter.to >= next.from) {
      say(next, 'from', {
        message: `meter "${meter.id}" is installed twice at the same time; end the earlier row first`,
        zh: `电表“${meter.id}”的启用时间重叠；请先给前一行填停用日期`,
      });
    }
  });
}
