import type { Logger } from 'pino';
import type { DispatchPort, PeriodChange, PeriodState, PeriodStatus } from '../../api/dispatch-port.ts';
import type { Bulletin } from '../../model/bulletin.ts';
import type { Closing } from '../../model/closing.ts';
import { LiangshaiError } from '../../model/error.ts';
import { daysOfPeriod, type Period, type PeriodKind, periodBefore } from '../../model/period.ts';
import type { PeriodInputs } from '../../model/period-inputs.ts';
import type { Registry } from '../../model/registry.ts';
import type { Standing } from '../../model/standing.ts';
import type { ClosingNews } from '../../paging/closing-letters.ts';
import type { Forecast } from '../../rules/forecast/forecast.ts';
import { type Lists, listsOf } from '../../rules/standings/lists.ts';
import type { Publishing } from '../../store/closings.ts';
import type { Letter } from '../../store/pages.ts';
import type { Act } from '../../store/records.ts';
import { draftBulletin, publishedBulletin } from './bulletin.ts';
import { canonicalJson, hashOf } from './canonical.ts';
import type { DispatchConfiguration } from './configuration.ts';
import { drawClosings } from './drawn.ts';
import { inOrder, newestClosed, newestDue, periodsBetween, rangeOf } from './due.ts';
import { standingsFrom } from './figures.ts';
import { Forecasts } from './forecasts.ts';
import { newsOf } from './news.ts';
import { openPeriods } from './ranking.ts';
import { type InputParts, readInputs } from './read-inputs.ts';
import { snailChanges, snailsAfter, undecided } from './snails.ts';

export interface DispatchParts extends InputParts {
  configuration: DispatchConfiguration;
  /** As titles name it. */
  cityName: string;
  simulated: boolean;
  /** The letters to those concerned, for the transaction that changes the period. */
  lettersOf: (news: ClosingNews) => Letter[];
  /** Everything that is to be judged has come in; before it nothing is closed by itself. */
  isHistoryIn: () => boolean;
  nowMs: () => number;
  log: Logger;
  onChange: (change: PeriodChange) => void;
  /** Draws closed standings where panels look for them. */
  draw: (standings: readonly Standing[], registry: Registry) => Promise<void>;
}

const system = 'system';
const hourMs = 3_600_000;

/**
 * The half-monthly dispatch (半月调度): closes each period when its grace is over, freezes what its figures rest on,
 * drafts its bulletin and tells those concerned. Whatever a closing writes is one transaction, so it is closed once,
 * wherever the process ends and however many processes close.
 */
export class Dispatch implements DispatchPort {
  readonly kinds: readonly PeriodKind[];
  readonly #parts: DispatchParts;
  readonly #forecasts: Forecasts;
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(parts: DispatchParts) {
    this.#parts = parts;
    this.kinds = parts.configuration.periods;
    this.#forecasts = new Forecasts(parts);
  }

  async start(): Promise<void> {
    this.#stopped = false;
  }

  /** Waits for the closing under way; the next start goes on with those that are left. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running?.catch(() => undefined);
  }

  /** Closes all that is due, the oldest first; while a run is under way, that one. */
  run(): Promise<void> {
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** The periods that are due and were never closed, in the order in which they are to be closed. */
  async due(): Promise<Period[]> {
    const { configuration, records, zone, nowMs } = this.#parts;
    const closings = await records.closings();
    const periods: Period[] = [];
    for (const kind of configuration.periods) {
      const last = newestDue(kind, nowMs(), configuration.closing.graceHours, zone);
      const closed = newestClosed(kind, closings);
      const first = closed ?? (await this.#firstMeasured(last));
      if (first === null) continue;
      periods.push(...periodsBetween(first, last).filter((period) => period !== closed));
    }
    return periods.sort(inOrder);
  }

  /**
   * Closes a period whose days are over, without waiting for its grace.
   * @throws LiangshaiError `period-not-over`, `period-closed`
   */
  async close(period: Period, act: Act): Promise<Closing> {
    const { records, zone } = this.#parts;
    if (rangeOf(period, zone).toMs > act.atMs) {
      throw new LiangshaiError(
        'period-not-over',
        `${period} ends on ${daysOfPeriod(period).last}`,
        'close it after that day',
      );
    }
    const revision = await this.#nextRevision(period);
    const closed = revision !== null && (await this.#close(period, revision, act));
    const closing = (await records.closings()).filter((one) => one.period === period).at(-1);
    if (!closed || closing === undefined) {
      throw new LiangshaiError('period-closed', `${period} is closed`, 'reopen it first, with a reason');
    }
    return closing;
  }

  /** @throws LiangshaiError `period-not-closed` */
  async reopen(period: Period, reason: string, act: Act): Promise<Closing> {
    const { records } = this.#parts;
    const bulletin = await records.bulletin(period);
    const letters = bulletin === null ? [] : this.#letters('period-reopened', bulletin, act.atMs);
    const closing = await records.reopenPeriod(period, { ...act, reason }, letters);
    if (closing === null) {
      throw new LiangshaiError(
        'period-not-closed',
        `${period} is not closed`,
        'only a closed period is reopened',
      );
    }
    // From now on its figures run; those who look at it are not shown an empty list until the next evaluation.
    await records.putStandings(standingsFrom(await readInputs(this.#parts, period, act.atMs)));
    this.#changed(closing, 'reopened');
    return closing;
  }

  /** Publishes the draft of a period as it stands, with its number and with what was decided about snails since. */
  async publish(
    period: Period,
    given: { number: string | null; title?: string },
    act: Act,
    isTold = true,
  ): Promise<Publishing> {
    const { records } = this.#parts;
    const draft = await records.bulletin(period);
    if (draft === null || draft.state !== 'draft') return 'not-draft';
    const bulletin = publishedBulletin(draft, await records.snails(), { ...given, publishedMs: act.atMs });
    const letters = isTold ? this.#letters('bulletin-published', bulletin, act.atMs) : [];
    const publishing = await records.publishBulletin(bulletin, act, letters);
    if (publishing === 'published') this.#changed(bulletin, 'published');
    return publishing;
  }

  async periods(): Promise<PeriodStatus[]> {
    const { configuration, records, zone, nowMs } = this.#parts;
    const { graceHours } = configuration.closing;
    const closings = await records.closings();
    const open = openPeriods({ kinds: configuration.periods, graceHours, zone }, closings, nowMs());
    const closedOnes = closings.map(({ period }) => period);
    const periods = new Set([...open.map(({ period }) => period), ...closedOnes]);
    return [...periods]
      .sort((a, b) => inOrder(b, a))
      .map((period) => {
        const own = closings.filter((closing) => closing.period === period);
        const toMs = rangeOf(period, zone).toMs;
        return {
          period,
          state: stateOf(own, toMs, nowMs()),
          dueMs: toMs + graceHours * hourMs,
          closings: own,
        };
      });
  }

  /** What the figures of a period rest on: of a revision as it was frozen, else as it is now. null: no such closing. */
  async inputs(period: Period, revision: number | null): Promise<PeriodInputs | null> {
    const { records, nowMs } = this.#parts;
    if (revision === null) return readInputs(this.#parts, period, nowMs());
    const frozen = await records.closingInputs(period, revision);
    return frozen === null ? null : (JSON.parse(frozen) as PeriodInputs);
  }

  async lists(standings: readonly Standing[]): Promise<Lists | null> {
    const { registry, rules } = this.#parts;
    const kinds = new Map(registry().districts.map(({ id, kind }) => [id, kind]));
    return listsOf(standings, kinds, (await rules()).standings);
  }

  forecast(projects: readonly string[] | null): Promise<Forecast[]> {
    return this.#forecasts.of(projects, this.#parts.nowMs());
  }

  async #run(): Promise<void> {
    if (!this.#parts.isHistoryIn()) return;
    const due = await this.due();
    const newest = new Map(due.map((period) => [daysOfPeriod(period).kind, period]));
    for (const period of due) {
      if (this.#stopped) return;
      // Where somebody stood months ago is in the record; a letter of it asks for nothing that can still be done.
      const isTold = newest.get(daysOfPeriod(period).kind) === period;
      await this.#close(period, 1, { actor: system, atMs: this.#parts.nowMs() }, isTold);
    }
    const { records, registry, draw } = this.#parts;
    await drawClosings(records, registry(), draw);
  }

  /** False: another process has closed it meanwhile. */
  async #close(period: Period, revision: number, act: Act, isTold = true): Promise<boolean> {
    const { records, log, configuration, cityName, simulated } = this.#parts;
    const inputs = await readInputs(this.#parts, period, act.atMs);
    const standings = standingsFrom(inputs);
    const changes = undecided(snailChanges(inputs, standings), await records.snails());
    const text = canonicalJson(inputs);
    const inputsHash = hashOf(text);
    const { issuer } = configuration;
    const head = { revision, closedMs: act.atMs, inputsHash, issuer, cityName, simulated };
    const bulletin = draftBulletin(inputs, standings, snailsAfter(inputs, changes, act), head);
    const letters = isTold ? this.#letters('period-closed', bulletin, act.atMs) : [];
    const isClosed = await records.closePeriod({
      ...act,
      period,
      revision,
      inputs: text,
      inputsHash,
      standings,
      snails: changes,
      bulletin,
      letters,
    });
    if (!isClosed) return false;
    log.info(
      { period, revision, actor: act.actor, snails: changes.length, letters: letters.length },
      'period closed',
    );
    this.#changed(bulletin, 'closed');
    return true;
  }

  /** null: it is closed and stands. */
  async #nextRevision(period: Period): Promise<number | null> {
    const newest = (await this.#parts.records.closings()).filter((one) => one.period === period).at(-1);
    if (newest === undefined) return 1;
    return newest.reopened === null ? null : newest.revision + 1;
  }

  /** The first period of an unbroken row, ending with this one, of which anything was measured; null: of none. */
  async #firstMeasured(newest: Period): Promise<Period | null> {
    const { readings, zone } = this.#parts;
    let first: Period | null = null;
    for (let period = newest; ; period = periodBefore(period)) {
      const days = await readings.activity(null, rangeOf(period, zone), 'day');
      if (days.length === 0) return first;
      first = period;
    }
  }

  #letters(what: ClosingNews['what'], bulletin: Bulletin, atMs: number): Letter[] {
    return this.#parts.lettersOf(newsOf(what, bulletin, atMs));
  }

  #changed({ period, revision }: { period: Period; revision: number }, what: PeriodChange['what']): void {
    this.#parts.onChange({ period, revision, what });
  }
}

function stateOf(closings: readonly Closing[], toMs: number, nowMs: number): PeriodState {
  const newest = closings.at(-1);
  if (newest !== undefined) return newest.reopened === null ? 'closed' : 'reopened';
  return nowMs < toMs ? 'running' : 'waiting';
}
