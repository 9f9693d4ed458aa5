import type { Explanation, Page } from '../../store/pages.ts';
import type { Audience } from '../audience.ts';
import { ladderOf } from '../line.ts';
import type { Matter, Notice, Recipient } from '../notice.ts';
import type { Draft } from './draft.ts';
import { matterOf } from './matter.ts';
import { type Situation, timeOf } from './situation.ts';
import { afterQuiet, letterOf } from './tell.ts';

interface Answer {
  page: Page;
  recipient: Recipient;
  matter: Matter;
  explanation: Explanation;
}

/** Tells those who answer for a matter what was decided about the days that its explanation asked for, and why. */
export function tellDecision(draft: Draft, situation: Situation): void {
  const answers = draft.all().flatMap((page) => answerOf(page, situation) ?? []);
  for (const group of Map.groupBy(answers, ({ recipient }) => recipient.id).values()) {
    const { page, recipient } = group[0]!;
    const audience = page.audience as Audience;
    const letter = letterOf('decision', audience, recipient, group, situation);
    draft.queue({ ...letter, dueMs: afterQuiet(audience, situation) });
    for (const { page, explanation } of group) {
      const { verdict, note, actor, atMs } = explanation.decision!;
      const said = note === null ? verdict : `${verdict}: ${note}`;
      const step = { what: 'decided' as const, letter: letter.id, note: said, actor, atMs };
      draft.change(page.id, { decidedMs: atMs }, step);
    }
  }
}

/** null: nothing was decided that they do not know, or there is nobody to tell. */
function answerOf(page: Page, situation: Situation): Answer | null {
  if (page.finding === null || page.audience === 'operator') return null;
  const explanation = situation.decided.findLast(
    (one) => isAbout(one, page) && one.decision!.atMs > (page.decidedMs ?? 0),
  );
  if (explanation?.decision == null || explanation.asks === null) return null;
  const { asks, decision } = explanation;
  const notice = lastNotice(page, situation);
  const line = ladderOf(
    situation.configuration,
    situation.registry,
    page.audience as Audience,
    timeOf(situation),
  );
  const recipient = notice?.recipient ?? line[0]?.recipient;
  const matter = matterOf(page, situation) ?? notice?.matters.find((one) => one.page === page.id);
  if (recipient === undefined || matter === undefined) return null;
  const { verdict, note, actor } = decision;
  const closedMs = page.closedMs;
  return {
    page,
    recipient,
    explanation,
    matter: { ...matter, closedMs, decision: { verdict, note, actor, ...asks } },
  };
}

/** Late readings may have moved the finding's day, and with it its id, between explanation and decision. */
function isAbout({ finding, atMs }: Explanation, { finding: own, ...page }: Page): boolean {
  if (finding === own) return true;
  const isOpenThen = page.openedMs <= atMs && (page.closedMs === null || atMs <= page.closedMs);
  return isOpenThen && finding.startsWith(`${page.project}~${page.matter}~`);
}

function lastNotice({ letter }: Page, { letters }: Situation): Notice | null {
  const last = letter === null ? undefined : letters.get(letter);
  return last === undefined ? null : (JSON.parse(last.json) as Notice);
}
