import type { Registry } from '../../model/registry.ts';
import type { PageOpener } from '../../store/records.ts';
import type { PagingConfiguration } from '../configuration.ts';
import { Draft } from './draft.ts';
import { follow } from './follow.ts';
import { open } from './open.ts';

/**
 * The pages that findings call for, to be written in the transaction that writes the findings: from then on they are
 * owed, whatever becomes of this process. When and to whom they are told is left to the planner.
 */
export function pageOpener(configuration: PagingConfiguration, registry: () => Registry): PageOpener {
  return ({ findings, events, pages, atMs }) => {
    if (Object.keys(configuration.channels).length === 0) return null;
    const named = new Set(findings.map(({ project }) => project));
    const projects = registry().projects.filter(({ id }) => named.has(id));
    const opening = {
      configuration,
      projects: new Map(projects.map((project) => [project.id, project])),
      findings: new Map(findings.map((finding) => [finding.id, finding])),
      events: Map.groupBy(events, ({ finding }) => finding),
      letters: new Map(),
      nowMs: atMs,
    };
    const draft = new Draft(pages, atMs);
    follow(draft, opening);
    open(draft, opening);
    return draft.result();
  };
}
