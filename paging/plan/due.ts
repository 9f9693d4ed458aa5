import type { Letter, Page } from '../../store/pages.ts';
import type { Audience } from '../audience.ts';
import { lastAt, spanDay } from '../clock.ts';
import { ladderOf, type Rung } from '../line.ts';
import type { Purpose } from '../notice.ts';
import type { Draft } from './draft.ts';
import { explainUntil } from './matter.ts';
import { type Situation, timeOf } from './situation.ts';
import { urgencyOf } from './urgency.ts';

const hourMs = 3_600_000;

/** A page that somebody has to be told of now. */
export interface Due {
  page: Page;
  purpose: Purpose;
  /** How far it has gone up, and who stands there. */
  step: number;
  rung: Rung;
}

/** What has to be told now, to whom and why. Quiet hours let it wait; what is held is left out. */
export function dueNow(draft: Draft, situation: Situation): Due[] {
  const time = timeOf(situation);
  const ladders = new Map<string, Rung[]>();
  return draft.open().flatMap((page) => {
    if (draft.held.has(page.id)) return [];
    const ladder =
      ladders.get(page.audience) ??
      ladderOf(situation.configuration, situation.registry, page.audience as Audience, time);
    ladders.set(page.audience, ladder);
    if (ladder.length === 0) draft.held.set(page.id, 'nobody-on-duty');
    const next = nextTelling(page, ladder, draft, situation);
    const rung = next && ladder[next.step];
    if (!rung || (rung.quietHours && spanDay(rung.quietHours, time) !== null)) return [];
    return [{ page, ...next, rung }];
  });
}

function nextTelling(
  page: Page,
  ladder: readonly Rung[],
  draft: Draft,
  situation: Situation,
): { purpose: Purpose; step: number } | null {
  const { nowMs, letters, configuration } = situation;
  const isAsked = urgencyOf(page, situation) === 'ask';
  const canWait = isAsked || (draft.routed.get(page.id)?.digest ?? false);
  const lastDigestMs = lastAt(configuration.digestAt, nowMs, situation.zone);
  // Whoever was last in a longer line stays the one who is told.
  const step = Math.min(page.step, ladder.length - 1);

  const letter = page.letter === null ? undefined : letters.get(page.letter);
  if (page.acknowledgedMs !== null) {
    return isOverdue(page, letter, situation) ? { purpose: 'reminder', step } : null;
  }
  if (page.letter === null) {
    if (!canWait) return { purpose: 'page', step };
    return page.risenMs <= lastDigestMs ? { purpose: 'digest', step } : null;
  }
  if (letter === undefined || letter.settledMs === null) return null;
  const isHigher = step + 1 < ladder.length;
  const up = { purpose: 'escalation' as const, step: step + 1 };
  if (letter.state === 'undelivered' && isHigher) return up;
  if (!canWait && isHigher && nowMs >= letter.settledMs + ladder[step]!.waitMs) return up;
  const repeatMs = letter.settledMs + configuration.repeatHours * hourMs;
  if (canWait) return repeatMs <= lastDigestMs ? { purpose: 'digest', step } : null;
  return nowMs >= repeatMs ? { purpose: 'reminder', step } : null;
}

/** It was seen, but the time to explain it is over and nobody has been reminded of that. */
function isOverdue(page: Page, letter: Letter | undefined, situation: Situation): boolean {
  if (page.explainedMs !== null || letter === undefined || letter.settledMs === null) return false;
  const untilMs = explainUntil(page, situation);
  return untilMs !== null && letter.settledMs < untilMs && untilMs <= situation.nowMs;
}
