import type { Logger } from 'pino';
import type { Attempt, Letter, PageStep } from '../../store/pages.ts';
import type { RecordsStore } from '../../store/records.ts';
import type { Channel, Outcome } from '../channels/channel.ts';
import { compose, type Stationery } from '../compose.ts';
import type { PagingMetrics } from '../metrics.ts';
import type { Notice } from '../notice.ts';
import { nextOf, type Retry } from './next.ts';

/** A letter is nobody else's for this long; sending gives up well before. */
const leaseMs = 180_000;
const answerMs = 90_000;
const lettersAtOnce = 8;

export interface DeliveryParts {
  records: Pick<RecordsStore, 'claimLetters' | 'settleLetter'>;
  channels: ReadonlyMap<string, Channel>;
  stationery: Stationery;
  retry: Retry;
  /** Tells this process from the others that deliver from the same outbox. */
  owner: string;
  nowMs: () => number;
  random: () => number;
  log: Logger;
  metrics: PagingMetrics;
}

/**
 * Delivers the letters of the outbox: claim, send, record. A crash between sending and recording leaves the letter
 * claimed until its lease is over; then it is sent again under the same id, by which receivers know it.
 */
export class Delivery {
  readonly #parts: DeliveryParts;
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  /** Delivers all that is due; while a run is under way, that one. */
  run(): Promise<void> {
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Finishes what is being sent. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    const { records, owner, nowMs } = this.#parts;
    while (!this.#stopped) {
      const letters = await records.claimLetters({ owner, nowMs: nowMs(), leaseMs, limit: lettersAtOnce });
      if (letters.length === 0) return;
      await Promise.all(letters.map((letter) => this.#deliver(letter)));
    }
  }

  async #deliver(letter: Letter): Promise<void> {
    const { records, owner, retry, nowMs, random, log, metrics } = this.#parts;
    const notice = JSON.parse(letter.json) as Notice;
    const way = notice.recipient.ways[letter.way]!;
    const began = performance.now();
    const outcome = await this.#send(letter, notice);
    const tookMs = Math.round(performance.now() - began);
    const next = nextOf(letter, notice.recipient.ways.length, outcome, retry, nowMs(), random());
    const attempt: Attempt | null =
      outcome.outcome === 'full'
        ? null
        : {
            letter: letter.id,
            atMs: nowMs(),
            tookMs,
            ...way,
            outcome: outcome.outcome,
            detail: outcome.detail,
          };
    const isKept = await records.settleLetter(owner, next, attempt, stepsOf(next, notice, nowMs()));
    const about = { letter: letter.id, channel: way.channel, to: notice.recipient.id };
    if (!isKept) {
      log.warn(about, 'sending took longer than the lease; another process has the letter');
      return;
    }
    metrics.tried(way.channel, outcome.outcome, next.state);
    if (outcome.outcome === 'delivered') log.info(about, 'letter delivered');
    else log.warn({ ...about, ...outcome, state: next.state }, 'letter not delivered');
  }

  async #send(letter: Letter, notice: Notice): Promise<Outcome> {
    const { channels, stationery } = this.#parts;
    const { channel: name, target } = notice.recipient.ways[letter.way]!;
    const channel = channels.get(name);
    if (channel === undefined)
      return { outcome: 'refused', detail: `there is no channel "${name}" any more` };
    const { promise: late, resolve } = Promise.withResolvers<Outcome>();
    const timer = setTimeout(
      () => resolve({ outcome: 'postponed', detail: `no answer in ${answerMs / 1000} s`, afterMs: null }),
      answerMs,
    );
    try {
      return await Promise.race([channel.send(compose(letter.id, notice, stationery), target), late]);
    } catch (error) {
      // A fault of ours, not of the other side; the next way may still reach the person.
      return { outcome: 'refused', detail: String(error) };
    } finally {
      clearTimeout(timer);
    }
  }
}

function stepsOf(letter: Letter, { matters, recipient }: Notice, atMs: number): PageStep[] {
  if (letter.state === 'queued') return [];
  const what = letter.state === 'delivered' ? 'told' : 'undelivered';
  return matters.map(({ page }) => ({
    page,
    what,
    letter: letter.id,
    note: recipient.name,
    actor: 'system',
    atMs,
  }));
}
