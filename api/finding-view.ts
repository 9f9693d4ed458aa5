import { type Finding, findingDays, findingLevels, levelNumber } from '../model/finding.ts';
import type { FindingEvent, RecordsStore } from '../store/records.ts';
import type { Names } from './names.ts';
import type { FindingView } from './schemas/finding.ts';
import type { ProjectItem } from './schemas/project.ts';

function viewOf(finding: Finding, events: readonly FindingEvent[], names: Names, today: string): FindingView {
  const project = names.projects.get(finding.project);
  return {
    id: finding.id,
    project: names.project(finding.project),
    district: names.district(project?.district ?? ''),
    department: names.department(project?.department ?? ''),
    kind: finding.kind,
    level: finding.level,
    since: finding.since,
    opened: finding.opened,
    closed: finding.closed,
    days: findingDays(finding, today),
    evidence: finding.evidence,
    events: events.map(({ what, actor, atMs, note }) => ({ what, actor, atMs, note })),
  };
}

/** Findings as they are shown, in the order given, each with its life so far. */
export async function findingViews(
  records: RecordsStore,
  findings: readonly Finding[],
  names: Names,
  today: string,
): Promise<FindingView[]> {
  const events = await records.findingEvents(findings.map(({ id }) => id));
  const eventsOf = Map.groupBy(events, (event) => event.finding);
  return findings.map((finding) => viewOf(finding, eventsOf.get(finding.id) ?? [], names, today));
}

/** Reddest first, then the most days, then by id so that the order stands still. */
export function byAttention(a: FindingView, b: FindingView): number {
  return levelNumber(b.level) - levelNumber(a.level) || b.days - a.days || (a.id < b.id ? -1 : 1);
}

/** Last opened first. */
export function byNewest(a: FindingView, b: FindingView): number {
  if (a.opened !== b.opened) return a.opened < b.opened ? 1 : -1;
  return byAttention(a, b);
}

/** 0 without a finding, 3 with a red one. */
export function attentionOf(item: Pick<ProjectItem, 'findings'>): number {
  const worst = item.findings[0]?.level;
  return worst === undefined ? 0 : findingLevels.indexOf(worst) + 1;
}
