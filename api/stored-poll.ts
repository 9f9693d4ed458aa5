import type { Logger } from 'pino';
import type { ReadingsStore } from '../store/readings.ts';
import type { LiveFeed } from './live.ts';

const everyMs = 1000;
/** Several processes write, and their clocks differ by a little: so far back is looked each time. */
const overlapMs = 10_000;

interface StoredPollPorts {
  readings: Pick<ReadingsStore, 'touchedSince' | 'latest'>;
  live: LiveFeed;
  nowMs: () => number;
  log: Logger;
}

/**
 * Where readings are taken by other processes than the one that shows them, asks the store what is new and tells the
 * feed. In one process with the intake it is not needed: that tells the feed itself.
 */
export class StoredPoll {
  readonly #ports: StoredPollPorts;
  /** Device time of the newest reading that was told, by meter. */
  readonly #told = new Map<string, number>();
  #sinceMs = 0;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(ports: StoredPollPorts) {
    this.#ports = ports;
  }

  async start(): Promise<void> {
    this.#sinceMs = this.#ports.nowMs();
    this.#wait();
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#running;
  }

  #wait(): void {
    this.#timer = setTimeout(() => {
      this.#running = this.#poll()
        .catch((error: unknown) =>
          this.#ports.log.warn({ err: error }, 'the store could not be asked for news'),
        )
        .then(() => {
          if (this.#timer !== null) this.#wait();
        });
    }, everyMs);
  }

  async #poll(): Promise<void> {
    const { readings, live } = this.#ports;
    const touched = await readings.touchedSince(this.#sinceMs - overlapMs);
    if (touched.length === 0) return;
    const latest = await readings.latest([...new Set(touched.map(({ meter }) => meter))]);
    const news = [...latest.values()].filter(
      ({ meter, timeMs }) => timeMs > (this.#told.get(meter) ?? -Infinity),
    );
    for (const { meter, timeMs } of news) this.#told.set(meter, timeMs);
    for (const { storedMs } of touched) this.#sinceMs = Math.max(this.#sinceMs, storedMs);
    if (news.length > 0) live.publish({ what: 'stored', readings: news });
  }
}
