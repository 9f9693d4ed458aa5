import { Histogram, type Registry as Metrics } from 'prom-client';

const seconds = [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10];

/** Measures how long each call of a store takes, failed ones too, as `liangshai_store_seconds`. */
export class StoreLatency {
  readonly #histogram: Histogram<'store' | 'operation' | 'outcome'>;

  constructor(metrics: Metrics) {
    this.#histogram = new Histogram({
      name: 'liangshai_store_seconds',
      help: 'Duration of one call of a store',
      labelNames: ['store', 'operation', 'outcome'],
      buckets: seconds,
      registers: [metrics],
    });
  }

  /** The same store; its promises are timed. Streams are not: their pace is the reader's. */
  of<Store extends object>(store: 'readings' | 'records', engine: Store): Store {
    return new Proxy(engine, {
      get: (target, key) => {
        const member: unknown = Reflect.get(target, key, target);
        if (typeof member !== 'function') return member;
        return (...given: unknown[]) => {
          const answer: unknown = member.apply(target, given);
          if (answer instanceof Promise) this.#time(store, String(key), answer);
          return answer;
        };
      },
    });
  }

  #time(store: string, operation: string, answer: Promise<unknown>): void {
    const done = this.#histogram.startTimer({ store, operation });
    answer.then(
      () => done({ outcome: 'done' }),
      () => done({ outcome: 'failed' }),
    );
  }
}
