import { TokenBucket } from './token-bucket.ts';

/** Failures that are let pass at once and by the minute. A carrier hides many meters behind one address. */
const failures = { id: { burst: 10, perMinute: 10 }, address: { burst: 100, perMinute: 60 } } as const;
type Subject = keyof typeof failures;

const maxEntries = 50_000;

/** Slows down the guessing of secrets, by the id that is guessed at and by the address it comes from. */
export class LoginThrottle {
  readonly #nowMs: () => number;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Too many failures: the secret is not even looked at. */
  blocks(id: string, address: string): boolean {
    const now = this.#nowMs();
    return this.#find('id', id)?.empty(now) === true || this.#find('address', address)?.empty(now) === true;
  }

  failed(id: string, address: string): void {
    this.#take('id', id);
    this.#take('address', address);
  }

  #find(subject: Subject, value: string): TokenBucket | undefined {
    return this.#buckets.get(`${subject} ${value}`);
  }

  #take(subject: Subject, value: string): void {
    const key = `${subject} ${value}`;
    const now = this.#nowMs();
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) {
      const { burst, perMinute } = failures[subject];
      bucket = new TokenBucket(perMinute / 60, burst, now);
      if (this.#buckets.size >= maxEntries) this.#forget(now);
      this.#buckets.set(key, bucket);
    }
    bucket.take(now);
  }

  /** Those that have recovered, or else the oldest: somebody who guesses from everywhere must not fill the memory. */
  #forget(now: number): void {
    for (const [key, bucket] of this.#buckets) if (bucket.full(now)) this.#buckets.delete(key);
    for (const key of this.#buckets.keys()) {
      if (this.#buckets.size < maxEntries) return;
      this.#buckets.delete(key);
    }
  }
}
