import type { WaitingDays } from '../model/answers.ts';
import type { Explanation } from '../store/pages.ts';
import type { RecordsStore } from '../store/records.ts';
import { endOfWorkdays } from './plan/matter.ts';
import type { Situation } from './plan/situation.ts';

/** An explanation that asks to be excused, and until when the score waits for a decision; UTC epoch milliseconds. */
export interface Wait {
  explanation: Explanation & { asks: NonNullable<Explanation['asks']> };
  untilMs: number;
}

/**
 * The explanations whose score waits: they ask for a suspension, nobody has decided, and the working days to decide in
 * are not over yet. Asking again for the same finding or for the same days does not make it wait again. `explanations`
 * are all of the projects in question, the decided ones too.
 */
export function waits(
  explanations: readonly Explanation[],
  workdays: number,
  now: Pick<Situation, 'nowMs' | 'zone' | 'calendar'>,
): Wait[] {
  const asking = explanations.flatMap((one) => (one.asks === null ? [] : [{ ...one, asks: one.asks }]));
  return asking.flatMap((explanation) => {
    if (explanation.decision !== null || asking.some((other) => isAskedBefore(explanation, other))) return [];
    const untilMs = endOfWorkdays(explanation.atMs, workdays, now);
    return now.nowMs < untilMs ? [{ explanation, untilMs }] : [];
  });
}

type Asking = Wait['explanation'];

function isAskedBefore(one: Asking, other: Asking): boolean {
  if (other.project !== one.project || other.atMs >= one.atMs) return false;
  const sameDays = other.asks.from <= one.asks.to && one.asks.from <= other.asks.to;
  return sameDays || other.finding === one.finding;
}

/** Those that wait now, as the records have them. */
export async function readWaits(
  records: Pick<RecordsStore, 'explanations'>,
  workdays: number,
  now: Pick<Situation, 'nowMs' | 'zone' | 'calendar'>,
): Promise<Wait[]> {
  const asking = await records.explanations({ waiting: true });
  const all = await records.explanations({ projects: asking.map(({ project }) => project) });
  return waits(all, workdays, now);
}

/** The days that count neither way while they wait. */
export function waitingDays(waiting: readonly Wait[]): WaitingDays[] {
  return waiting.map(({ explanation: { project, asks } }) => ({ project, ...asks }));
}
