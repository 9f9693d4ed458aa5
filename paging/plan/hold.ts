import type { FindingKind } from '../../model/finding.ts';
import type { Page, Silence } from '../../store/pages.ts';
import type { Notice } from '../notice.ts';
import type { Draft } from './draft.ts';
import { undeliveredLetter } from './matter.ts';
import { isSuspended, type Situation } from './situation.ts';

const meterMatters = ['meter-silent', 'meter-fault', 'meter-storm', 'undelivered'];
/** What electricity alone says; it says nothing while the meter is in doubt. */
const loadKinds: readonly string[] = ['stalled', 'not-resumed', 'slowing', 'flat-load', 'paper-progress'];

/** Holds back what nobody is to be told now, each with its reason as `Page.held` has it. */
export function hold(draft: Draft, situation: Situation): void {
  const reasons = [isRouted, silence, unreachable, excuse, doubt];
  for (const page of draft.open()) {
    for (const reasonOf of reasons) {
      const reason = reasonOf(page, situation, draft);
      if (reason === null) continue;
      draft.held.set(page.id, reason);
      break;
    }
  }
}

/** Keeps with each page why nobody is told of it now, for those who look at it. */
export function noteHeld(draft: Draft): void {
  for (const page of draft.all()) {
    const held = page.closedMs === null ? (draft.held.get(page.id) ?? null) : null;
    if (held !== page.held) draft.change(page.id, { held }, null);
  }
}

type ReasonOf = (page: Page, situation: Situation, draft: Draft) => string | null;

const isRouted: ReasonOf = (page, _situation, draft) =>
  page.finding !== null && !draft.routed.has(page.id) ? 'no-route' : null;

const silence: ReasonOf = (page, situation) => {
  const found = situation.silences.find((one) => isSilent(one, page, situation));
  return found ? `silence ${found.id}` : null;
};

/** What the operator could not be told goes nowhere else: it stands on the board. */
const unreachable: ReasonOf = (page, situation) => {
  const letter = undeliveredLetter(page, situation);
  if (letter === undefined) return null;
  return (JSON.parse(letter.json) as Notice).audience === 'operator' ? 'operator-unreachable' : null;
};

const excuse: ReasonOf = ({ project, matter }, situation) => {
  if (project === null || meterMatters.includes(matter)) return null;
  if (situation.waiting.has(project)) return 'suspension-asked';
  return situation.excused.has(project) || isSuspended(project, situation) ? 'excused' : null;
};

const doubt: ReasonOf = ({ project, matter }, { findings }) => {
  if (!loadKinds.includes(matter)) return null;
  const inDoubt = [...findings.values()].some(
    (other) => other.project === project && (other.kind === 'meter-silent' || other.kind === 'meter-fault'),
  );
  return inDoubt ? 'meter-in-doubt' : null;
};

function isSilent(one: Silence, page: Page, { nowMs, projects }: Situation): boolean {
  if (nowMs < one.fromMs || one.toMs <= nowMs) return false;
  const { districts, departments, projects: named, kinds } = one.match;
  const project = page.project === null ? undefined : projects.get(page.project);
  const holds = (list: readonly string[] | undefined, value: string | undefined) =>
    list === undefined || (value !== undefined && list.includes(value));
  return (
    holds(districts, project?.district) &&
    holds(departments, project?.department) &&
    holds(named, project?.id) &&
    holds(kinds, page.matter as FindingKind)
  );
}
