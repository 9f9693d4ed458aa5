import type { Logger } from 'pino';
import { Counter, type Registry } from 'prom-client';

export const doorRefusals = [
  'connection',
  'login',
  'login-throttled',
  'topic',
  'subscription',
  'rate',
  'not-durable',
  'protocol',
] as const;
export type DoorRefusal = (typeof doorRefusals)[number];

const logEveryMs = 60_000;

/** Ends a connection, and is counted by its own reason already. */
export class Counted extends Error {}

/** A peer that went without a word is no refusal of ours. */
const goneCodes = new Set<unknown>(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ERR_STREAM_PREMATURE_CLOSE']);

/** Whether a connection ended by a fault of its client that nobody has counted yet. */
export function isOfProtocol(error: Error): boolean {
  return !(error instanceof Counted) && !goneCodes.has((error as NodeJS.ErrnoException).code);
}

/** Counts what the door refuses, and logs it once a minute: a client gone mad must not fill the disk with lines. */
export class RefusalLog {
  readonly #logger: Logger;
  readonly #counter: Counter<'reason'>;
  #unlogged = new Map<DoorRefusal, { count: number; last: string }>();
  #timer: NodeJS.Timeout | null = null;

  constructor(logger: Logger, metrics: Registry) {
    this.#logger = logger;
    this.#counter = new Counter({
      name: 'liangshai_broker_refused_total',
      help: 'What the broker refused, or (rate) slowed down.',
      labelNames: ['reason'],
      registers: [metrics],
    });
    for (const reason of doorRefusals) this.#counter.inc({ reason }, 0);
  }

  start(): void {
    this.#timer = setInterval(() => this.#flush(), logEveryMs);
    this.#timer.unref();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#flush();
  }

  /** `example` names the client and what it wanted. */
  note(reason: DoorRefusal, example: string): void {
    this.#counter.inc({ reason });
    const entry = this.#unlogged.get(reason);
    if (entry === undefined) this.#unlogged.set(reason, { count: 1, last: example });
    else {
      entry.count++;
      entry.last = example;
    }
  }

  #flush(): void {
    for (const [reason, { count, last }] of this.#unlogged) {
      this.#logger.warn({ reason, count, last }, 'the broker refused');
    }
    this.#unlogged.clear();
  }
}
