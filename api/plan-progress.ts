import type { Project } from '../model/project.ts';
import { type PlanProgress, planProgress } from '../rules/plan/progress.ts';
import { planTotal } from '../rules/plan/total.ts';
import type { Names } from './names.ts';
import type { PlanProgressRow, ProgressSubject } from './schemas/plan-progress.ts';

function subjectOf(project: Project, by: ProgressSubject, names: Names): PlanProgressRow['subject'] {
  switch (by) {
    case 'city':
      return { id: '*', name: '*' };
    case 'category':
      return { id: project.category, name: project.category };
    case 'district':
    case 'county':
    case 'park':
      return names.district(project.district);
    case 'department':
      return names.department(project.department);
    case 'project':
      return names.project(project.id);
  }
}

function byShare(a: PlanProgressRow, b: PlanProgressRow): number {
  const share = (row: PlanProgressRow) => row.doneShare ?? Number.POSITIVE_INFINITY;
  if (share(a) !== share(b)) return share(a) - share(b);
  return a.subject.id < b.subject.id ? -1 : 1;
}

/** The annual plan of the projects against time, grouped by a subject. */
export function planProgressRows(
  projects: readonly Project[],
  by: ProgressSubject,
  asOf: string,
  names: Names,
): PlanProgressRow[] {
  const investments = Map.groupBy(names.registry.investments, ({ project }) => project);
  const plans = Map.groupBy(names.registry.plans, ({ project }) => project);
  const isOfKind = ({ district }: Project) => names.districts.get(district)?.kind === by;
  const groups = new Map<string, { subject: PlanProgressRow['subject']; parts: PlanProgress[] }>();
  for (const project of by === 'county' || by === 'park' ? projects.filter(isOfKind) : projects) {
    const subject = subjectOf(project, by, names);
    const money = { investments: investments.get(project.id) ?? [], plans: plans.get(project.id) ?? [] };
    const part = planProgress(project, money, asOf);
    const group = groups.get(subject.id);
    if (group === undefined) groups.set(subject.id, { subject, parts: [part] });
    else group.parts.push(part);
  }
  const rows = [...groups.values()].map(({ subject, parts }) => ({
    subject,
    ...planTotal(parts),
    timeShare: parts[0]!.timeShare,
    light: by === 'project' ? parts[0]!.light : null,
  }));
  return rows.sort(byShare);
}
