interface Window {
  fromMs: number;
  /** Receipts in the window, at different times. */
  receipts: number;
  lastReceiptMs: number;
  /** Time of receipt minus the device's time, the smallest of the window. */
  lagMs: number;
}

const windowMs = 15 * 60_000;
/** A window needs as many messages: one batch of a backlog tells nothing about the clock. */
const leastReceipts = 3;

/**
 * Tells a wrong clock from a late message: a backlog's lag shrinks to nothing within its window, a slow clock's stays.
 * It judges; the readings are taken or refused by others.
 */
export class ClockWatch {
  readonly #boundMs: number;
  readonly #windows = new Map<string, Window>();
  readonly #off = new Map<string, number>();

  constructor(boundMs: number) {
    this.#boundMs = boundMs;
  }

  note(meter: string, timeMs: number, receivedMs: number): void {
    const lagMs = receivedMs - timeMs;
    const window = this.#windows.get(meter);
    if (window === undefined) {
      this.#windows.set(meter, { fromMs: receivedMs, receipts: 1, lastReceiptMs: receivedMs, lagMs });
      return;
    }
    if (receivedMs - window.fromMs > windowMs) this.#judge(meter, window, receivedMs);
    if (receivedMs !== window.lastReceiptMs) window.receipts++;
    window.lastReceiptMs = receivedMs;
    if (Math.abs(lagMs) < Math.abs(window.lagMs)) window.lagMs = lagMs;
  }

  /** Meters whose clock is off, and by how much: positive is slow, milliseconds. */
  get off(): ReadonlyMap<string, number> {
    return this.#off;
  }

  #judge(meter: string, window: Window, nowMs: number): void {
    if (window.receipts >= leastReceipts) {
      if (Math.abs(window.lagMs) > this.#boundMs) this.#off.set(meter, window.lagMs);
      else this.#off.delete(meter);
    }
    window.fromMs = nowMs;
    window.receipts = 0;
    window.lagMs = Number.POSITIVE_INFINITY;
  }
}
