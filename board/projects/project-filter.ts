import type { ProjectItem } from '../../api/schemas/project.ts';
import type { ActivityState, FindingKind } from '../language/field.ts';

/** null and '' leave everything in. */
export interface ProjectFilter {
  text: string;
  state: ActivityState | null;
  district: string | null;
  department: string | null;
  finding: FindingKind | null;
}

export function filtered(projects: readonly ProjectItem[], filter: ProjectFilter): ProjectItem[] {
  const text = filter.text.trim().toLowerCase();
  return projects.filter(
    (project) =>
      (text === '' || `${project.name} ${project.id}`.toLowerCase().includes(text)) &&
      (filter.state === null || project.state === filter.state) &&
      (filter.district === null || project.district.id === filter.district) &&
      (filter.department === null || project.department.id === filter.department) &&
      (filter.finding === null || project.findings.some(({ kind }) => kind === filter.finding)),
  );
}
