import type { ProjectItem } from '../../api/schemas/project.ts';

type Finding = ProjectItem['findings'][number];

/** What electricity says of a site. Late money and silent meters have pages of their own; here they would drown it. */
const told: ReadonlySet<Finding['kind']> = new Set([
  'stalled',
  'not-resumed',
  'slowing',
  'flat-load',
  'paper-progress',
]);

/** The level of the ring around a site: its reddest finding about work; undefined: none is open. */
export function siteAlarm({ findings }: Pick<ProjectItem, 'findings'>): Finding['level'] | undefined {
  return findings.find(({ kind }) => told.has(kind))?.level;
}
