import type { UploadReceipt } from '../../api/schemas/upload.ts';

/** One table, or a workbook with several, each in a sheet of its name. */
export type UploadTable = keyof Required<UploadReceipt['rows']> | 'workbook';

export interface RegistryTable {
  table: UploadTable;
  /** The address under `/api/v1`. */
  path: string;
  right: 'investments' | 'suspensions' | 'registry';
  /** The headers of an empty file to fill in; none of a workbook, which holds several. */
  columns: readonly string[];
}

const whole = (table: UploadTable, columns: string): RegistryTable => ({
  table,
  path: `/registry?table=${table}`,
  right: 'registry',
  columns: columns.split(','),
});

export const registryTables: readonly RegistryTable[] = [
  {
    table: 'investments',
    path: '/investments',
    right: 'investments',
    columns: ['project', 'period', 'amount_wan'],
  },
  {
    table: 'suspensions',
    path: '/suspensions',
    right: 'suspensions',
    columns: ['project', 'from', 'to', 'reason', 'document'],
  },
  whole(
    'projects',
    'id,name,district,department,category,stage,total_investment_wan,annual_plan_wan,planned_start,planned_finish,longitude,latitude,camera,round_the_clock',
  ),
  whole('meters', 'id,project,role,multiplier,register_max_kwh,capacity_kva,profile,from,to'),
  whole('milestones', 'project,name,planned,actual'),
  whole('plans', 'project,period,planned_wan'),
  whole('districts', 'id,name,kind'),
  whole('departments', 'id,name,duty_channel,duty_target,escalation_department,escalation_hours'),
  { table: 'workbook', path: '/registry', right: 'registry', columns: [] },
];
