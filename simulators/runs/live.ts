import type { MeterLoad, SiteRun } from '../load/site-run.ts';
import { Frame, fillInstant } from '../meters/frame.ts';
import { distort } from '../meters/telling.ts';
import { dayAt } from '../surroundings/days.ts';
import type { MeterLinks } from './meter-links.ts';

export interface LiveOptions {
  runs: readonly SiteRun[];
  links: MeterLinks;
  /** Seconds of wall time between two readings of a meter. */
  intervalS: number;
  /** City time; it may run faster than the wall's. */
  cityNowMs: () => number;
}

/** Publishes a reading of every meter once an interval, spread evenly over it. */
export class LiveCity {
  readonly #options: LiveOptions;
  readonly #loads: readonly { run: SiteRun; load: MeterLoad }[];
  readonly #frame = new Frame();
  #timer: NodeJS.Timeout | null = null;
  #next = 0;
  #startedAt = 0;
  #turns = 0;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#loads = options.runs.flatMap((run) => run.loads.map((load) => ({ run, load })));
  }

  start(): void {
    this.#startedAt = performance.now();
    this.#timer = setInterval(() => this.#publishDue(), 50);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  #publishDue(): void {
    const total = this.#loads.length;
    const elapsed = (performance.now() - this.#startedAt) / 1000 / this.#options.intervalS;
    // After a pause of the process at most one reading a meter is owed: the rest is a gap, as on a real site.
    const due = Math.min(Math.floor(elapsed * total) - this.#turns * total - this.#next, total);
    for (let i = 0; i < due; i++) this.#publishNext();
  }

  #publishNext(): void {
    const { run, load } = this.#loads[this.#next]!;
    const timeMs = Math.round(this.#options.cityNowMs());
    while (run.day < dayAt(timeMs)) run.next();
    fillInstant(this.#frame, load, timeMs);
    distort(this.#frame, run, load, 86_400 / this.#options.intervalS, timeMs);
    this.#options.links.publish(load.meter, this.#frame);
    this.#next += 1;
    if (this.#next === this.#loads.length) {
      this.#next = 0;
      this.#turns += 1;
    }
  }
}
