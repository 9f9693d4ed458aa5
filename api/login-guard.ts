interface Failures {
  count: number;
  lastMs: number;
  lockedUntilMs: number;
}

interface Limit {
  /** The failure that is first followed by a wait; each one more doubles the wait. */
  firstLock: number;
  firstWaitMs: number;
  longestWaitMs: number;
}

/**
 * From one address for one name the lock comes soon. A name alone locks late, so that a stranger cannot lock out
 * its owner with a handful of guesses; an address alone locks late too, for many people share one.
 */
const limits = {
  pair: { firstLock: 5, firstWaitMs: 30_000, longestWaitMs: 3_600_000 },
  name: { firstLock: 30, firstWaitMs: 60_000, longestWaitMs: 900_000 },
  address: { firstLock: 60, firstWaitMs: 60_000, longestWaitMs: 900_000 },
} as const satisfies Record<string, Limit>;

/** After so long without a failure everything is forgotten. */
const memoryMs = 3_600_000;
const mostKept = 50_000;

/**
 * Counts login attempts and says how long to wait before the next one. An attempt counts as failed until it has
 * succeeded, so that many at once get no further than many in a row. In memory: each process counts its own.
 */
export class LoginGuard {
  readonly #nowMs: () => number;
  readonly #failures = new Map<string, Failures>();

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  #keys(name: string, address: string): [string, Limit][] {
    return [
      [`pair ${address} ${name}`, limits.pair],
      [`name ${name}`, limits.name],
      [`address ${address}`, limits.address],
    ];
  }

  /** Milliseconds until an attempt is looked at again; 0: now. */
  waitMs(name: string, address: string): number {
    const now = this.#nowMs();
    const waits = this.#keys(name, address).map(
      ([key]) => (this.#failures.get(key)?.lockedUntilMs ?? 0) - now,
    );
    return Math.max(0, ...waits);
  }

  attempted(name: string, address: string): void {
    const now = this.#nowMs();
    this.#forget(now);
    for (const [key, limit] of this.#keys(name, address)) {
      const known = this.#failures.get(key);
      const count = (known?.count ?? 0) + 1;
      const doublings = count - limit.firstLock;
      const wait = doublings < 0 ? 0 : Math.min(limit.firstWaitMs * 2 ** doublings, limit.longestWaitMs);
      // Deleted first: the map's order is then the order of the last failure.
      this.#failures.delete(key);
      this.#failures.set(key, { count, lastMs: now, lockedUntilMs: now + wait });
    }
  }

  succeeded(name: string, address: string): void {
    this.#failures.delete(`pair ${address} ${name}`);
    this.#failures.delete(`name ${name}`);
    const ofAddress = this.#failures.get(`address ${address}`);
    if (ofAddress !== undefined) {
      ofAddress.count -= 1;
      ofAddress.lockedUntilMs = 0;
    }
  }

  #forget(now: number): void {
    for (const [key, failure] of this.#failures) {
      if (now - failure.lastMs <= memoryMs && this.#failures.size < mostKept) return;
      this.#failures.delete(key);
    }
  }
}
