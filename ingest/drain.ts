import type { Logger } from 'pino';
import { StoreUnavailable } from '../store/readings.ts';

/** First and longest wait between two attempts at a store that does not answer; live again seconds after it does. */
const firstBackoffMs = 250;
const longestBackoffMs = 5_000;

/** `full`: another whole batch waits; `last`: less than one is left; `none`: the queue was empty already. */
export type DrainStep = 'full' | 'last' | 'none';

export interface DrainOptions {
  name: string;
  /** Stores one batch from the spool. Throws when the store does not take it. */
  step: () => Promise<DrainStep>;
  /** How long arrivals are gathered before a step, so that a quiet hour does not cost a transaction a reading. */
  lingerMs: number;
  logger: Logger;
}

/** Empties a queue of the spool into a store for as long as it lives, whatever the store does. */
export class Drain {
  readonly #options: DrainOptions;
  #running = false;
  #failures = 0;
  #backoffMs = 0;
  /** Something was appended since the last step began. */
  #arrived = true;
  #wake: (() => void) | null = null;
  #done: Promise<void> = Promise.resolve();

  constructor(options: DrainOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = true;
    this.#done = this.#run();
  }

  /** Stores what is left if the store takes it, then stops; what a store does not take stays in the spool. */
  async stop(): Promise<void> {
    this.#running = false;
    this.#wake?.();
    await this.#done;
    // A store that failed before may have come back while the drain waited: it is asked once more.
    let step = await this.#attempt();
    while (this.#failures === 0 && step !== 'none') step = await this.#attempt();
  }

  /** Something was appended. */
  wake(): void {
    this.#arrived = true;
    this.#wake?.();
  }

  /** Attempts in a row that failed; 0: the store answers. */
  get failures(): number {
    return this.#failures;
  }

  async #run(): Promise<void> {
    while (this.#running) {
      this.#arrived = false;
      const step = await this.#attempt();
      if (this.#failures > 0) await this.#pause(this.#backoffMs);
      else if (step === 'last') await this.#pause(this.#options.lingerMs);
      else if (step === 'none') await this.#arrival();
    }
  }

  async #attempt(): Promise<DrainStep> {
    const { name, step, logger } = this.#options;
    try {
      const outcome = await step();
      if (this.#failures > 0) logger.info({ drain: name }, 'the store answers again');
      this.#failures = 0;
      return outcome;
    } catch (error) {
      this.#failures++;
      this.#backoffMs = backoffMs(this.#failures, error);
      logger.warn(
        { drain: name, attempt: this.#failures, err: error },
        'the store does not answer; the spool keeps all',
      );
      return 'none';
    }
  }

  #arrival(): Promise<void> {
    if (this.#arrived || !this.#running) return Promise.resolve();
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Arrivals do not end it, stopping does. */
  #pause(ms: number): Promise<void> {
    if (!this.#running) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        if (this.#running) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** What the store asked for, or else twice as long each time. */
function backoffMs(failures: number, error: unknown): number {
  const asked = error instanceof StoreUnavailable ? error.retryAfterMs : null;
  return asked ?? Math.min(longestBackoffMs, firstBackoffMs * 2 ** (failures - 1));
}
