import type { Logger } from 'pino';
import type { Registry } from '../model/registry.ts';
import { scopeKey, sees, type Viewer } from './access.ts';
import { dayOf } from './days.ts';
import {
  type CityChange,
  changeBetween,
  type EvaluatedPorts,
  nothingEvaluated,
  readEvaluated,
} from './evaluated.ts';
import type { Happening, LiveFeed } from './live.ts';
import { LivePower } from './live-power.ts';
import { currentNames, type Names } from './names.ts';
import { overviewOf } from './overview.ts';
import { type Moment, projectItem } from './project-item.ts';
import type { Overview } from './schemas/overview.ts';
import type { ProjectItem } from './schemas/project.ts';

/** A picture of the city is used for so long before it is made anew. */
const pictureMs = 1000;
/** Another process may have evaluated: so often the stores are asked without any news. */
const refreshMs = 30_000;

export interface CityPorts extends EvaluatedPorts {
  registry: () => Registry;
  live: LiveFeed;
  nowMs: () => number;
  log: Logger;
}

/** All projects at one moment; made at most once a second, however many ask. */
interface Picture {
  atMs: number;
  items: ProjectItem[];
  overviews: Map<string, Overview>;
}

/** The city as it stands now: live power from the feed, and what the last evaluation wrote. */
export class CityView {
  readonly power = new LivePower();
  readonly names: () => Names;
  readonly #ports: CityPorts;
  readonly #city: Overview['city'];
  readonly #watchers = new Set<(change: CityChange) => void>();
  #evaluated = nothingEvaluated;
  #evaluatedMs: number | null = null;
  #progress: Overview['progress'] = null;
  #picture: Picture | null = null;
  /** Until the newest refresh has ended: each waits for the one before, so that what is read later stays. */
  #settled: Promise<void> = Promise.resolve();
  #isWaiting = false;
  #isRunning = false;
  #timer: NodeJS.Timeout | null = null;
  #unsubscribe: () => void = () => {};

  constructor(ports: CityPorts, city: Overview['city']) {
    this.#ports = ports;
    this.#city = city;
    this.names = currentNames(ports.registry);
  }

  async start(): Promise<void> {
    this.#isRunning = true;
    this.#unsubscribe = this.#ports.live.subscribe((happening) => this.#take(happening));
    for (const reading of (await this.#ports.readings.latest()).values()) this.power.take(reading);
    await this.refresh();
    this.#timer = setInterval(() => this.#refreshSoon(), refreshMs);
  }

  async stop(): Promise<void> {
    this.#isRunning = false;
    this.#unsubscribe();
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    await this.#settled;
  }

  /** The answer ends the watch. */
  watch(watcher: (change: CityChange) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  items(viewer: Viewer): { asOfMs: number; items: ProjectItem[] } {
    const { atMs, items } = this.#pictureNow();
    return { asOfMs: atMs, items: items.filter((item) => this.#seesItem(viewer, item)) };
  }

  /** The city as of this very instant. */
  moment(): Moment {
    const nowMs = this.#ports.nowMs();
    return {
      nowMs,
      today: this.#today(),
      names: this.names(),
      power: this.power,
      evaluated: this.#evaluated,
    };
  }

  overview(viewer: Viewer): Overview {
    const picture = this.#pictureNow();
    const key = scopeKey(viewer);
    const known = picture.overviews.get(key);
    if (known !== undefined) return known;
    const { asOfMs, items } = this.items(viewer);
    const findings = items.flatMap(({ id }) => this.#evaluated.findings.get(id) ?? []);
    const sight = {
      asOfMs,
      items,
      findings,
      names: this.names(),
      standings: this.#evaluated.standings,
      evaluatedMs: this.#evaluatedMs,
    };
    const overview = overviewOf(sight, this.#city, this.#progress);
    picture.overviews.set(key, overview);
    return overview;
  }

  /** Reads again what evaluations and people wrote, and tells the watchers what is different. */
  refresh(): Promise<void> {
    const read = this.#settled.then(() => this.#read());
    // Whoever asked for it is told of a failure; the next one only waits.
    this.#settled = read.catch(() => undefined);
    return read;
  }

  async #read(): Promise<void> {
    const before = this.#evaluated;
    const names = this.names();
    this.#evaluated = await readEvaluated(this.#ports, names, this.#city.zone, this.#ports.nowMs());
    this.#picture = null;
    const change = await changeBetween(this.#ports.records, before, this.#evaluated, names, this.#today());
    if (change.activity.length > 0 || change.findings.length > 0) {
      for (const watcher of this.#watchers) watcher(change);
    }
  }

  #today(): string {
    return dayOf(this.#ports.nowMs(), this.#city.zone);
  }

  #seesItem(viewer: Viewer, item: ProjectItem): boolean {
    return sees(viewer, { district: item.district.id, department: item.department.id });
  }

  #pictureNow(): Picture {
    const now = this.#ports.nowMs();
    if (this.#picture === null || now - this.#picture.atMs >= pictureMs || now < this.#picture.atMs) {
      const moment = this.moment();
      const items = moment.names.registry.projects.map((project) => projectItem(project, moment));
      this.#picture = { atMs: now, items, overviews: new Map() };
    }
    return this.#picture;
  }

  #take(happening: Happening): void {
    switch (happening.what) {
      case 'stored':
        for (const reading of happening.readings) this.power.take(reading);
        return;
      case 'progress':
        this.#progress = happening.progress;
        this.#picture = null;
        return;
      case 'registry':
        this.#refreshSoon();
        return;
      case 'evaluated':
        this.#evaluatedMs = this.#ports.nowMs();
        this.#refreshSoon();
    }
  }

  /** However much news comes while one refresh is under way, it makes one more. */
  #refreshSoon(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#settled
      .then(() => {
        this.#isWaiting = false;
        return this.#isRunning ? this.refresh() : undefined;
      })
      .catch((error: unknown) =>
        this.#ports.log.error({ err: error }, 'the city view could not be refreshed'),
      );
  }
}
