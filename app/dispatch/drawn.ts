import type { Registry } from '../../model/registry.ts';
import type { Snail } from '../../model/snail.ts';
import { type Standing, standingSubjects } from '../../model/standing.ts';
import { hasSnail } from '../../rules/snails/held.ts';
import type { RecordsStore } from '../../store/records.ts';
import { inOrder } from './due.ts';

const drawnMark = 'closings-drawn-ms';

/**
 * Hands the frozen standings of each closing, and of each that a decision about a snail concerns, to the panels. How far
 * it has come is in the records: what a crash kept from being drawn is drawn by the next run.
 */
export async function drawClosings(
  records: RecordsStore,
  registry: Registry,
  draw: (standings: readonly Standing[], registry: Registry) => Promise<void>,
): Promise<void> {
  const drawnMs = Number((await records.mark(drawnMark)) ?? -1);
  const closings = await records.closings();
  const snails = await records.snails();
  const changed = snails.filter((snail) => changedMs(snail) > drawnMs);
  const newestMs = Math.max(drawnMs, ...closings.map(({ closedMs }) => closedMs), ...snails.map(changedMs));
  if (newestMs === drawnMs) return;
  for (const { period, revision, closedMs, reopened } of closings) {
    const concerns = closedMs > drawnMs || changed.some((snail) => inOrder(snail.period, period) <= 0);
    if (reopened !== null || !concerns) continue;
    for (const by of standingSubjects) {
      const standings = await records.frozenStandings(period, revision, by);
      const marked = standings.map((row) => ({ ...row, snail: hasSnail(snails, row) }));
      await draw(marked, registry);
    }
  }
  await records.putMark(drawnMark, String(newestMs));
}

function changedMs({ history }: Snail): number {
  return history.at(-1)?.atMs ?? -1;
}
