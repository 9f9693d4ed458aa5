import { levelNumber } from '../../model/finding.ts';
import type { Page } from '../../store/pages.ts';
import type { FindingEvent } from '../../store/records.ts';
import { type Draft, untold } from './draft.ts';
import type { Situation } from './situation.ts';

/** What it takes to know what has happened. */
export type History = Pick<Situation, 'findings' | 'events' | 'letters' | 'nowMs'>;

/** What has happened since the last run: answers, arrivals, a level that rose, another id for the same matter. */
export function follow(draft: Draft, situation: History): void {
  for (const { id } of draft.open()) {
    adopt(draft, situation, id);
    rise(draft, situation, id);
    answer(draft, situation, id);
    const page = draft.page(id)!;
    const letter = page.letter === null ? undefined : situation.letters.get(page.letter);
    if (page.toldMs === null && letter?.state === 'delivered') {
      draft.change(id, { toldMs: letter.settledMs }, null);
    }
  }
}

/**
 * Late readings can move the day on which a matter was first said, and with it the finding's id. It is still the same
 * matter: the page goes on with the new finding, and nobody is told twice.
 */
function adopt(draft: Draft, { findings }: History, id: string): void {
  const page = draft.page(id)!;
  if (page.finding === null || findings.has(page.finding)) return;
  const taken = new Set(
    draft.open().flatMap((other) => (other.audience === page.audience ? other.finding : [])),
  );
  const next = [...findings.values()].find(
    ({ id, project, kind }) => project === page.project && kind === page.matter && !taken.has(id),
  );
  if (next) draft.change(id, { finding: next.id }, null);
}

function rise(draft: Draft, { findings, events, nowMs }: History, id: string): void {
  const page = draft.page(id)!;
  const finding = page.finding === null ? undefined : findings.get(page.finding);
  if (finding === undefined || finding.level === page.level) return;
  const step = { what: 'level' as const, note: finding.level };
  if (levelNumber(finding.level) < levelNumber(page.level)) {
    draft.change(id, { level: finding.level }, step);
    return;
  }
  const risenMs = levelSince(events.get(finding.id) ?? []) ?? nowMs;
  draft.change(id, { level: finding.level, risenMs, ...untold }, step);
}

/** When a finding came to the level that it has; null: its history does not say. */
export function levelSince(events: readonly FindingEvent[]): number | null {
  const reached = ['opened', 'level', 'reopened'];
  return events.findLast(({ what }) => reached.includes(what))?.atMs ?? null;
}

/** An answer stands in the finding's history, whether it came by a link or on the board. */
function answer(draft: Draft, { events }: History, id: string): void {
  const page = draft.page(id)!;
  const history = page.finding === null ? [] : (events.get(page.finding) ?? []);
  const since = (what: FindingEvent['what'], sinceMs: number) =>
    history.find((event) => event.what === what && event.atMs >= sinceMs);
  const explained = page.explainedMs === null ? since('explained', page.openedMs) : undefined;
  if (explained) draft.change(id, { explainedMs: explained.atMs }, stepOf(explained));
  if (page.acknowledgedMs !== null) return;
  // Who explains has seen it.
  const seen = since('acknowledged', page.risenMs) ?? since('explained', page.risenMs);
  if (!seen) return;
  const change: Partial<Page> = { acknowledgedMs: seen.atMs, acknowledgedBy: seen.actor };
  draft.change(id, change, seen.what === 'acknowledged' ? stepOf(seen) : null);
}

function stepOf({ what, actor, atMs, note }: FindingEvent) {
  return { what: what as 'acknowledged' | 'explained', actor, atMs, note };
}
