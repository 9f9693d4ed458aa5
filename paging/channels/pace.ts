/** Keeps to a receiver's limit of messages in a stretch of time, counted over a sliding window. */
export class Pace {
  readonly #most: number;
  readonly #perMs: number;
  readonly #nowMs: () => number;
  #sent: number[] = [];

  constructor(most: number, perMs: number, nowMs: () => number) {
    this.#most = most;
    this.#perMs = perMs;
    this.#nowMs = nowMs;
  }

  /** Takes a place and answers 0, or answers how many milliseconds there is none. */
  take(): number {
    const now = this.#nowMs();
    this.#sent = this.#sent.filter((sentMs) => sentMs > now - this.#perMs);
    if (this.#sent.length >= this.#most) return this.#sent[0]! + this.#perMs - now;
    this.#sent.push(now);
    return 0;
  }
}
