import type { Reading } from '../model/reading.ts';
import type { PeriodChange } from './dispatch-port.ts';
import type { ProgressView } from './schemas/overview.ts';

/** What the other parts tell the API as it happens. */
export type Happening =
  /** These readings are stored. */
  | { what: 'stored'; readings: readonly Reading[] }
  /** Activity, findings or standings were written. */
  | { what: 'evaluated' }
  /** The registry is another one. */
  | { what: 'registry' }
  /** A period was closed, opened again, or its bulletin published. */
  | { what: 'period'; change: PeriodChange }
  /** A long task went on; null: it is done. */
  | { what: 'progress'; progress: ProgressView | null };

export type Listener = (happening: Happening) => void;

/** The one way by which news comes to the API from the parts before it. Within one process; nothing waits for it. */
export class LiveFeed {
  readonly #listeners = new Set<Listener>();

  publish(happening: Happening): void {
    for (const listener of this.#listeners) listener(happening);
  }

  /** The answer ends the subscription. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
