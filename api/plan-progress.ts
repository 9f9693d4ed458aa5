import type { Investment } from '../model/progress.ts';
import type { Project } from '../model/project.ts';
import { type PlanProgress, planProgress } from '../rules/plan.ts';
import type { Names } from './names.ts';
import type { PlanProgressRow, ProgressSubject } from './schemas/plan-progress.ts';

interface ProjectProgress extends PlanProgress {
  project: Project;
}

function subjectOf(project: Project, by: ProgressSubject, names: Names): PlanProgressRow['subject'] {
  switch (by) {
    case 'city':
      return { id: '*', name: '*' };
    case 'category':
      return { id: project.category, name: project.category };
    case 'district':
      return names.district(project.district);
    case 'department':
      return names.department(project.department);
    case 'project':
      return names.project(project.id);
  }
}

/** In whole 0.01 万元, so that the sum of the parts is the whole; null: none of them is known. */
function sumWan(figures: readonly (number | null)[]): number | null {
  const known = figures.filter((figure) => figure !== null);
  return known.length === 0 ? null : known.reduce((sum, wan) => sum + Math.round(wan * 100), 0) / 100;
}

function rowOf(subject: PlanProgressRow['subject'], parts: readonly ProjectProgress[]): PlanProgressRow {
  const planned = parts.filter(({ planWan }) => planWan !== null && planWan > 0);
  const planWan = sumWan(planned.map((part) => part.planWan));
  const investedOfPlanned = sumWan(planned.map(({ investedWan }) => investedWan));
  return {
    subject,
    projects: parts.length,
    reported: parts.filter(({ investedWan }) => investedWan !== null).length,
    investedWan: sumWan(parts.map(({ investedWan }) => investedWan)),
    planWan,
    doneShare: planWan === null || investedOfPlanned === null ? null : investedOfPlanned / planWan,
    timeShare: parts[0]?.timeShare ?? 0,
    light: null,
  };
}

function byShare(a: PlanProgressRow, b: PlanProgressRow): number {
  const share = (row: PlanProgressRow) => row.doneShare ?? Number.POSITIVE_INFINITY;
  if (share(a) !== share(b)) return share(a) - share(b);
  return a.subject.id < b.subject.id ? -1 : 1;
}

/** The annual plan of the projects against time, grouped by a subject. */
export function planProgressRows(
  projects: readonly Project[],
  investments: readonly Investment[],
  by: ProgressSubject,
  asOf: string,
  names: Names,
): PlanProgressRow[] {
  const investmentsOf = Map.groupBy(investments, ({ project }) => project);
  const parts = projects.map((project) => ({
    project,
    ...planProgress(project, investmentsOf.get(project.id) ?? [], asOf),
  }));
  const groups = Map.groupBy(parts, ({ project }) => subjectOf(project, by, names).id);
  const rows = [...groups.values()].map((group) => {
    const row = rowOf(subjectOf(group[0]!.project, by, names), group);
    return by === 'project' ? { ...row, light: group[0]!.light } : row;
  });
  return rows.sort(byShare);
}
