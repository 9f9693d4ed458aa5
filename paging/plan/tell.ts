import { createHash } from 'node:crypto';
import type { Letter, Page } from '../../store/pages.ts';
import type { Audience } from '../audience.ts';
import { spanEnd } from '../clock.ts';
import type { Matter, Notice, Purpose, Recipient } from '../notice.ts';
import type { Draft } from './draft.ts';
import { type Due, dueNow } from './due.ts';
import { matterOf } from './matter.ts';
import { type Situation, timeOf } from './situation.ts';

const minuteMs = 60_000;

/** Writes the letters: one for all that the same person is told for the same reason. */
export function tell(draft: Draft, situation: Situation): void {
  const groups = Map.groupBy(
    dueNow(draft, situation),
    ({ purpose, rung }) => `${purpose} ${rung.recipient.id}`,
  );
  for (const group of groups.values()) {
    if (!isRipe(group, situation)) continue;
    const { purpose, rung } = group[0]!;
    const told = group.flatMap((due) => {
      const matter = matterOf(due.page, situation);
      return matter ? [{ ...due, matter }] : [];
    });
    if (told.length === 0) continue;
    const letter = letterOf(purpose, rung.audience, rung.recipient, told, situation);
    draft.queue(letter);
    for (const { page, step, matter } of told) {
      const what = purpose === 'escalation' ? 'escalated' : 'queued';
      const note = `${purpose}: ${rung.recipient.name}`;
      const explainUntilMs = page.explainUntilMs ?? matter.explainUntilMs;
      draft.change(page.id, { letter: letter.id, step, explainUntilMs }, { what, letter: letter.id, note });
    }
  }
}

/** A new matter waits a little for others, so that twenty projects of a department are one letter. */
function isRipe(group: readonly Due[], { nowMs, configuration }: Situation): boolean {
  if (group[0]!.purpose !== 'page') return true;
  const oldestMs = Math.min(...group.map(({ page }) => page.risenMs));
  return nowMs >= oldestMs + configuration.groupMinutes * minuteMs;
}

/** Tells those who were told last of a matter that it is over; in their quiet hours when these end. */
export function tellClosing(draft: Draft, situation: Situation): void {
  const ended = draft.closed().flatMap((page) => {
    const letter = page.letter === null ? undefined : situation.letters.get(page.letter);
    if (letter === undefined || letter.state === 'undelivered') return [];
    // Who was told that the days are granted knows that it is over.
    if (page.closedBy === 'suspension' && page.decidedMs !== null) return [];
    const { matters, recipient, audience } = JSON.parse(letter.json) as Notice;
    const matter = matters.find((one) => one.page === page.id);
    if (matter === undefined) return [];
    return [{ page, recipient, audience, matter: { ...matter, closedMs: page.closedMs } }];
  });
  for (const group of Map.groupBy(ended, ({ recipient }) => recipient.id).values()) {
    const { recipient, audience } = group[0]!;
    const letter = letterOf('closing', audience, recipient, group, situation);
    draft.queue({ ...letter, dueMs: afterQuiet(audience, situation) });
    for (const { page } of group) {
      draft.change(page.id, {}, { what: 'queued', letter: letter.id, note: `closing: ${recipient.name}` });
    }
  }
}

/** Now, or the end of the quiet hours of an audience. */
export function afterQuiet(
  audience: Audience,
  { configuration, nowMs, zone }: Pick<Situation, 'configuration' | 'nowMs' | 'zone'>,
): number {
  const own = configuration.duties[audience]?.quietHours;
  const quiet = own === undefined ? configuration.quietHours : own;
  return quiet === null ? nowMs : (spanEnd(quiet, timeOf({ nowMs, zone })) ?? nowMs);
}

/** The id follows from what the letter says and to whom, so that the same letter is never queued twice. */
export function letterOf(
  purpose: Purpose,
  audience: Audience,
  recipient: Recipient,
  told: readonly { page: Page; matter: Matter }[],
  { nowMs }: Situation,
): Letter {
  const said = told.map(({ page: { id, version } }) => `${id} ${version}`).sort();
  const hash = createHash('sha256')
    .update([purpose, audience, recipient.id, ...said].join('\n'))
    .digest('hex');
  const matters = told.map(({ matter }) => matter);
  return queued(hash, { purpose, audience, recipient, writtenMs: nowMs, matters, news: null }, nowMs);
}

/** A letter as it enters the outbox; its id is made of the hash of what it says. */
export function queued(hash: string, notice: Notice, nowMs: number): Letter {
  return {
    id: `LS${hash.slice(0, 20).toUpperCase()}`,
    json: JSON.stringify(notice),
    state: 'queued',
    queuedMs: nowMs,
    dueMs: nowMs,
    way: 0,
    attempts: 0,
    settledMs: null,
  };
}
