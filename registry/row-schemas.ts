import type { z } from 'zod';
import type { Column } from '../model/columns.ts';
import { Meter } from '../model/meter.ts';
import { Department, District } from '../model/organisation.ts';
import { Investment, Milestone, PlannedInvestment } from '../model/progress.ts';
import { Project } from '../model/project.ts';
import type { Registry, RegistryTable } from '../model/registry.ts';
import { Suspension } from '../model/suspension.ts';

/** What a row of each table must be. */
export const rowSchemas: { [T in RegistryTable]: z.ZodType<Registry[T][number]> } = {
  districts: District,
  departments: Department,
  projects: Project,
  meters: Meter,
  suspensions: Suspension,
  investments: Investment,
  milestones: Milestone,
  plans: PlannedInvestment,
};

/** A column is needed when a row without it can never be right. */
export function isNeeded(table: RegistryTable, column: Column): boolean {
  if (column.empty !== undefined) return false;
  const result = rowSchemas[table].safeParse({ [column.field]: null });
  return !result.success && result.error.issues.some((issue) => issue.path[0] === column.field);
}
