import { type Confounder, reaches } from '../confounders/confounder.ts';
import type { MeterLoad, SiteRun } from '../load/site-run.ts';
import { Frame, fillInstant } from '../meters/frame.ts';
import { distort } from '../meters/telling.ts';
import { chanceOf } from '../random.ts';
import { dayAt } from '../surroundings/days.ts';
import { HeldReadings } from './held-readings.ts';
import type { MeterLinks } from './meter-links.ts';

export interface LiveOptions {
  runs: readonly SiteRun[];
  links: MeterLinks;
  /** Seconds of wall time between two readings of a meter. */
  intervalS: number;
  /** City time; it may run faster than the wall's. */
  cityNowMs: () => number;
}

/** What is wrong with the link of a meter today; null: nothing. */
export function linkOf(run: SiteRun, load: MeterLoad): NonNullable<Confounder['link']> | null {
  const spell = run.spells.find(
    (each) => each.confounder.link !== undefined && reaches(each, load.index, run.loads.length),
  );
  return spell?.confounder.link ?? null;
}

/** One message in twenty. */
const brokenShare = 0.05;

/** Publishes a reading of every meter once an interval, spread evenly over it. */
export class LiveCity {
  readonly #options: LiveOptions;
  readonly #loads: readonly { run: SiteRun; load: MeterLoad }[];
  readonly #frame = new Frame();
  readonly #held = new Map<MeterLoad, HeldReadings>();
  #timer: NodeJS.Timeout | null = null;
  #startedAt = 0;
  /** Readings that were due since the start, published or left out. */
  #turn = 0;

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
    const intervals = (performance.now() - this.#startedAt) / 1000 / this.#options.intervalS;
    const due = Math.floor(intervals * total) - this.#turn;
    // After a pause of the process one reading a meter is owed: the rest is a gap, as on a real site.
    if (due > total) this.#turn += due - total;
    for (let i = Math.min(due, total); i > 0; i--) this.#publishNext();
  }

  /** By the state of the link: at once, later, or broken. */
  #send(run: SiteRun, load: MeterLoad): void {
    const { links } = this.#options;
    const link = linkOf(run, load);
    const held = this.#held.get(load);
    if (link === 'dead' || link === 'holds') links.cut(load.meter, this.#frame.id);
    if (link === 'holds') {
      const memory = held ?? new HeldReadings();
      memory.hold(this.#frame);
      this.#held.set(load, memory);
      return;
    }
    if (held?.release((frame) => links.publish(load.meter, frame))) this.#held.delete(load);
    const isBroken = link === 'breaks' && chanceOf(load.meter.seed, this.#frame.timeMs[0]!) < brokenShare;
    links.publish(load.meter, this.#frame, isBroken);
  }

  #publishNext(): void {
    const { run, load } = this.#loads[this.#turn % this.#loads.length]!;
    this.#turn += 1;
    const timeMs = Math.round(this.#options.cityNowMs());
    while (run.day < dayAt(timeMs)) run.next();
    fillInstant(this.#frame, load, timeMs);
    const told = run.spells.filter(({ confounder }) => confounder.link !== 'breaks');
    distort(this.#frame, run, load, 86_400 / this.#options.intervalS, timeMs, told);
    this.#send(run, load);
  }
}
