import type { PageChange } from '../../store/pages.ts';
import { close } from './close.ts';
import { tellDecision } from './decision.ts';
import { Draft } from './draft.ts';
import { follow } from './follow.ts';
import { hold, noteHeld } from './hold.ts';
import { open } from './open.ts';
import type { Situation } from './situation.ts';
import { storm } from './storm.ts';
import { tell, tellClosing } from './tell.ts';
import { undelivered } from './undelivered.ts';

/** The way of a page through a run, stage by stage. Each looks at the situation and changes the draft. */
export const stages: readonly ((draft: Draft, situation: Situation) => void)[] = [
  follow,
  close,
  open,
  undelivered,
  storm,
  hold,
  tell,
  tellDecision,
  tellClosing,
  noteHeld,
];

export interface Plan {
  /** What is to be written, in one transaction; null: nothing. */
  change: PageChange | null;
  /** Why open pages are not told now. */
  held: ReadonlyMap<string, string>;
}

/** What paging has to do in a situation. Pure: the same situation has the same plan, letter ids included. */
export function plan(situation: Situation): Plan {
  const draft = new Draft(situation.pages, situation.nowMs);
  for (const stage of stages) stage(draft, situation);
  return { change: draft.result(), held: draft.held };
}
