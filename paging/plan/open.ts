import { routesOf } from '../route.ts';
import { type Draft, newPage, untold } from './draft.ts';
import { levelSince } from './follow.ts';
import type { Situation } from './situation.ts';

type Opening = Pick<Situation, 'findings' | 'projects' | 'configuration' | 'events' | 'nowMs'>;

/** Opens a page for each finding and each audience that its routes name, and notes how each open page is routed. */
export function open(draft: Draft, { findings, projects, configuration, events, nowMs }: Opening): void {
  const known = new Map(draft.open().map((page) => [`${page.finding}~${page.audience}`, page.id]));
  for (const finding of findings.values()) {
    const project = projects.get(finding.project);
    if (project === undefined) continue;
    const routed = { ...finding, district: project.district, department: project.department };
    for (const answer of routesOf(configuration.routes, routed)) {
      const id = known.get(`${finding.id}~${answer.audience}`) ?? `${finding.id}~${answer.audience}`;
      draft.routed.set(id, answer);
      const page = draft.page(id);
      if (page?.closedMs === null) continue;
      const risenMs = levelSince(events.get(finding.id) ?? []) ?? nowMs;
      const { level, kind: matter } = finding;
      if (page) {
        const again = { finding: finding.id, level, risenMs, ...untold, closedMs: null, closedBy: null };
        draft.change(id, again, { what: 'reopened', note: level });
        continue;
      }
      const { audience } = answer;
      const opened = { id, finding: finding.id, project: project.id, matter, level, audience };
      draft.add(newPage({ ...opened, openedMs: nowMs, risenMs }), { what: 'opened', note: level });
    }
  }
}
