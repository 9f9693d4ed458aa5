import type { ProjectItem } from '../../api/schemas/project.ts';
import type { StandingList } from '../../api/schemas/standing.ts';

/** The projects that a standing speaks of. */
export function projectsOf(
  projects: readonly ProjectItem[],
  by: StandingList['by'],
  subject: string,
): ProjectItem[] {
  return projects.filter((project) => (by === 'project' ? project.id : project[by].id) === subject);
}

/** Open yellow and red cards of some projects. */
export function cards(projects: readonly ProjectItem[]): { yellow: number; red: number } {
  const levels = projects.flatMap(({ findings }) => findings.map(({ level }) => level));
  return {
    yellow: levels.filter((level) => level === 'yellow').length,
    red: levels.filter((level) => level === 'red').length,
  };
}
