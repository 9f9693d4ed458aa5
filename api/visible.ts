import type { Finding } from '../model/finding.ts';
import type { Project } from '../model/project.ts';
import type { Page } from '../store/pages.ts';
import type { RecordsStore } from '../store/records.ts';
import { may, sees, type Viewer } from './access.ts';
import type { Names } from './names.ts';
import { Refused } from './refused.ts';

/** The project by its id. One that the viewer may not see is answered like one that does not exist. */
export function visibleProject(names: Names, id: string, viewer: Viewer): Project {
  const project = names.projects.get(id);
  if (project === undefined || !sees(viewer, project)) {
    throw new Refused('no-such-project', `There is no project ${id}.`);
  }
  return project;
}

/** The finding by its id, under the same rule. */
export async function visibleFinding(
  records: Pick<RecordsStore, 'finding'>,
  names: Names,
  id: string,
  viewer: Viewer,
): Promise<Finding> {
  const finding = await records.finding(id);
  const project = finding === null ? undefined : names.projects.get(finding.project);
  if (finding === null || project === undefined || !sees(viewer, project)) {
    throw new Refused('no-such-finding', `There is no finding ${id}.`);
  }
  return finding;
}

/** The ids of the projects that the viewer may see; null: all of the city, nothing needs to be left out. */
export function visibleIds(names: Names, viewer: Viewer, district: string | null): string[] | null {
  if (district === null && viewer.role !== 'district' && viewer.role !== 'department') return null;
  return names.registry.projects
    .filter((project) => sees(viewer, project) && (district === null || project.district === district))
    .map(({ id }) => id);
}

/** A page about no project is the operators', who see the whole city. */
export function seesPage(viewer: Viewer, { project }: Page, names: Names): boolean {
  if (project === null) return may(viewer, 'silence-pages');
  const known = names.projects.get(project);
  return known !== undefined && sees(viewer, known);
}
