import type { Project } from '../model/project.ts';
import { sees, type Viewer } from './access.ts';
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

/** The ids of the projects that the viewer may see; null: all of the city, nothing needs to be left out. */
export function visibleIds(names: Names, viewer: Viewer, district: string | null): string[] | null {
  if (district === null && viewer.role !== 'district' && viewer.role !== 'department') return null;
  return names.registry.projects
    .filter((project) => sees(viewer, project) && (district === null || project.district === district))
    .map(({ id }) => id);
}
