import { type MeterLoad, registerShown, type SiteRun } from '../load/site-run.ts';
import { mix, Random } from '../random.ts';
import { dayAt, dayStartMs, stepMs } from '../surroundings/days.ts';
import type { MeterLinks } from './meter-links.ts';

/** A reading as it goes out, before a payload profile gives it its form. */
export interface LiveReading {
  timeMs: number;
  energyKwh: number;
  powerKw: number;
  voltageV: [a: number, b: number, c: number];
}

/** What a meter shows at an instant of the day that its load is at. */
export function readingAt(load: MeterLoad, timeMs: number): LiveReading {
  const { meter, kw, kwhAt } = load;
  const into = (timeMs - dayStartMs(dayAt(timeMs))) / stepMs;
  const step = Math.floor(into);
  const share = into - step;
  const random = new Random(mix(meter.seed, Math.floor(timeMs / 1000)));
  const power = kw[step]! * (1 + 0.03 * random.bell());
  const volts = () => Math.round((231 - (4 * power) / meter.capacityKva + random.bell() * 0.6) * 10) / 10;
  return {
    timeMs,
    energyKwh: registerShown(meter, kwhAt[step]! + kw[step]! * share * 0.25),
    powerKw: Math.round((power / meter.multiplier) * 1000) / 1000,
    voltageV: [volts(), volts(), volts()],
  };
}

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
    this.#options.links.publish(load.meter, readingAt(load, timeMs));
    this.#next += 1;
    if (this.#next === this.#loads.length) {
      this.#next = 0;
      this.#turns += 1;
    }
  }
}
