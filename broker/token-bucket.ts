/** Lets `perSecond` through on average and a burst of `size` at once. Time is an argument, milliseconds. */
export class TokenBucket {
  readonly #perMs: number;
  readonly #size: number;
  #tokens: number;
  #atMs: number;

  constructor(perSecond: number, size: number, nowMs: number) {
    this.#perMs = perSecond / 1000;
    this.#size = size;
    this.#tokens = size;
    this.#atMs = nowMs;
  }

  /** Takes tokens even when there are none; how long to wait until they are made up for, milliseconds. */
  take(nowMs: number, count = 1): number {
    this.#fill(nowMs);
    this.#tokens -= count;
    return this.#tokens >= 0 ? 0 : -this.#tokens / this.#perMs;
  }

  empty(nowMs: number): boolean {
    this.#fill(nowMs);
    return this.#tokens < 1;
  }

  full(nowMs: number): boolean {
    this.#fill(nowMs);
    return this.#tokens >= this.#size;
  }

  #fill(nowMs: number): void {
    // A clock that is set back gives nothing and takes nothing.
    const passed = Math.max(0, nowMs - this.#atMs);
    this.#atMs = nowMs;
    this.#tokens = Math.min(this.#size, this.#tokens + passed * this.#perMs);
  }
}
