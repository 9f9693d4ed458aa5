import { sees, type Viewer } from './access.ts';
import type { LoggedEvent } from './event-log.ts';
import type { Names } from './names.ts';

/** Whom an event is told: the viewer's own projects, and only one of them where one page shows one project. */
export interface Audience {
  viewer: Viewer;
  project: string | null;
}

function concerns({ viewer, project }: Audience, id: string, names: Names): boolean {
  if (project !== null && project !== id) return false;
  const known = names.projects.get(id);
  return known !== undefined && sees(viewer, known);
}

/** What of an event an audience is told; null: nothing. The single readings go only to those who watch one project. */
export function toldTo(audience: Audience, event: LoggedEvent, names: Names): LoggedEvent['body'] | null {
  switch (event.name) {
    case 'progress':
    case 'period':
      return event.body;
    case 'findings': {
      const findings = event.body.findings.filter(({ project }) => concerns(audience, project.id, names));
      return findings.length === 0 ? null : { ...event.body, findings };
    }
    case 'activity': {
      const projects = event.body.projects.filter(({ project }) => concerns(audience, project, names));
      return projects.length === 0 ? null : { ...event.body, projects };
    }
    case 'readings': {
      const projects = event.body.projects.filter(({ project }) => concerns(audience, project, names));
      if (projects.length === 0) return null;
      const shown = audience.project === null ? projects.map((one) => ({ ...one, readings: [] })) : projects;
      return { ...event.body, projects: shown };
    }
  }
}
