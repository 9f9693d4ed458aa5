/** So many messages in a stretch of time. */
export interface Limit {
  most: number;
  perMs: number;
}

/** Keeps to a receiver's limits, each counted over a sliding window. */
export class Pace {
  readonly #limits: readonly Limit[];
  readonly #longestMs: number;
  readonly #nowMs: () => number;
  #sent: number[] = [];
  #closedUntilMs = 0;

  constructor(limits: readonly Limit[], nowMs: () => number) {
    this.#limits = limits;
    this.#longestMs = Math.max(...limits.map(({ perMs }) => perMs));
    this.#nowMs = nowMs;
  }

  /** Takes a place and answers 0, or answers how many milliseconds there is none. */
  take(): number {
    const now = this.#nowMs();
    this.#sent = this.#sent.filter((sentMs) => sentMs > now - this.#longestMs);
    const waits = this.#limits.map(({ most, perMs }) => {
      // The one that has to leave the window before there is a place again.
      const first = this.#sent.at(-most);
      return first === undefined ? 0 : first + perMs - now;
    });
    const waitMs = Math.max(0, this.#closedUntilMs - now, ...waits);
    if (waitMs === 0) this.#sent.push(now);
    return waitMs;
  }

  /** The receiver has said that it takes nothing for so long, whoever else may have used it up. */
  close(forMs: number): void {
    this.#closedUntilMs = this.#nowMs() + forMs;
  }
}
