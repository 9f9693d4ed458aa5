import type { Closing } from '../../model/closing.ts';
import { daysOfPeriod, type Period, type PeriodKind, periodAfter, periodOf } from '../../model/period.ts';
import type { ProductionDay } from '../../model/period-inputs.ts';
import { type Standing, standingSubjects } from '../../model/standing.ts';
import { standingsOf } from '../../rules/standings/standings.ts';
import { dayAt, inOrder, newestDue } from './due.ts';
import { productionDays } from './production.ts';
import { type InputParts, readStandingInputs } from './read-inputs.ts';

const hourMs = 3_600_000;
/** Kinds of which a period has few enough days to be ranked whenever something changed; longer ones are once an hour. */
const short: readonly PeriodKind[] = ['week', 'half-month'];

export interface RankingParts extends InputParts {
  kinds: readonly PeriodKind[];
  graceHours: number;
}

/** The standings of the periods that are not closed: provisional, and computed again as they go. */
export class Ranking {
  readonly #parts: RankingParts;
  #hour = -1;
  #production: ProductionDay[] = [];

  constructor(parts: RankingParts) {
    this.#parts = parts;
  }

  /** Ranks what runs or runs again, and once an hour everything that is not closed; answers with what it has put in the records. */
  async rank(atMs: number): Promise<Standing[]> {
    const { records, readings, registry, zone } = this.#parts;
    const hour = Math.floor(atMs / hourMs);
    const isNewHour = hour !== this.#hour;
    if (isNewHour) this.#production = await productionDays(readings, registry(), zone, atMs);
    const open = openPeriods(this.#parts, await records.closings(), atMs);
    const ranked: Standing[] = [];
    for (const { period, runs } of open) {
      if (!isNewHour && !(runs && short.includes(daysOfPeriod(period).kind))) continue;
      ranked.push(...(await this.#rankPeriod(period, atMs)));
    }
    await records.putStandings(ranked);
    this.#hour = hour;
    return ranked;
  }

  async #rankPeriod(period: Period, atMs: number): Promise<Standing[]> {
    const inputs = await readStandingInputs(this.#parts, period, atMs);
    const { standings } = await this.#parts.rules();
    const known = { ...inputs, production: this.#production };
    return standingSubjects.flatMap((by) => standingsOf(by, known, standings));
  }
}

/** The running period of each kind, those that wait for the end of their grace, and those that were reopened and run again. */
export function openPeriods(
  { kinds, graceHours, zone }: Pick<RankingParts, 'kinds' | 'graceHours' | 'zone'>,
  closings: readonly Closing[],
  atMs: number,
): { period: Period; runs: boolean }[] {
  const newest = new Map(closings.map((closing) => [closing.period, closing]));
  const open = kinds.flatMap((kind) => {
    const running = periodOf(dayAt(atMs, zone), kind);
    const periods = [{ period: running, runs: true }];
    let waiting = periodAfter(newestDue(kind, atMs, graceHours, zone));
    for (; inOrder(waiting, running) < 0; waiting = periodAfter(waiting)) {
      if (!newest.has(waiting)) periods.push({ period: waiting, runs: false });
    }
    return periods;
  });
  const reopened = [...newest.values()].filter((closing) => closing.reopened !== null);
  return [...open, ...reopened.map(({ period }) => ({ period, runs: true }))];
}
