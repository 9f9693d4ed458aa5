import { Counter, Gauge, type Registry } from 'prom-client';
import type { Letter } from '../store/pages.ts';
import type { Outcome } from './channels/channel.ts';

/** What an operator watches: tries by channel, letters that arrived or did not, and what waits. */
export class PagingMetrics {
  readonly #attempts: Counter<'channel' | 'outcome'>;
  readonly #letters: Counter<'state'>;
  readonly #queued: Gauge;
  readonly #oldest: Gauge;
  readonly #open: Gauge;
  readonly #held: Gauge;

  constructor(registry: Registry) {
    const registers = [registry];
    this.#attempts = new Counter({
      name: 'liangshai_paging_attempts_total',
      help: 'Tries to deliver a letter',
      labelNames: ['channel', 'outcome'],
      registers,
    });
    this.#letters = new Counter({
      name: 'liangshai_paging_letters_total',
      help: 'Letters that arrived, or that arrived by no way',
      labelNames: ['state'],
      registers,
    });
    const gauge = (name: string, help: string) =>
      new Gauge({ name: `liangshai_paging_${name}`, help, registers });
    this.#queued = gauge('letters_queued', 'Letters in the outbox');
    this.#oldest = gauge('oldest_letter_seconds', 'For how long the oldest letter has been in the outbox');
    this.#open = gauge('pages_open', 'Pages that are open');
    this.#held = gauge('pages_held', 'Open pages that nobody is told of now');
  }

  tried(channel: string, outcome: Outcome['outcome'], state: Letter['state']): void {
    this.#attempts.inc({ channel, outcome });
    if (state !== 'queued') this.#letters.inc({ state });
  }

  planned(open: number, held: number): void {
    this.#open.set(open);
    this.#held.set(held);
  }

  waiting({ queued, oldestMs }: { queued: number; oldestMs: number | null }, nowMs: number): void {
    this.#queued.set(queued);
    this.#oldest.set(oldestMs === null ? 0 : Math.max(0, nowMs - oldestMs) / 1000);
  }
}
