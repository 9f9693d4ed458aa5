import type { CityView } from './city-view.ts';
import type { CityChange } from './evaluated.ts';
import type { Happening, LiveFeed } from './live.ts';
import { type Moment, metersNow } from './project-item.ts';
import type { LiveEvents } from './schemas/event.ts';

/**
 * What is kept for those who come back after a broken connection, in rows: some four minutes of a city of 1,300 meters.
 * Who was away for longer fetches anew, which costs less than remembering half an hour for everyone.
 */
const keptRows = 20_000;
/** Readings are told at most so often, all projects at once. */
const readingsEveryMs = 1000;
/** The first reading after a pause waits so long for its neighbours. */
const gatherMs = 100;

type LoggedName = 'readings' | 'activity' | 'findings' | 'progress' | 'period';

/** An event as it was logged; `id` grows by one. */
export type LoggedEvent = {
  [Name in LoggedName]: { id: number; name: Name; body: LiveEvents[Name] };
}[LoggedName];

interface LogPorts {
  live: LiveFeed;
  city: CityView;
  nowMs: () => number;
}

/** How much an event holds. */
function rowsOf({ name, body }: LoggedEvent): number {
  switch (name) {
    case 'readings':
      return body.projects.reduce((sum, { readings }) => sum + 1 + readings.length, 1);
    case 'activity':
      return 1 + body.projects.length;
    case 'findings':
      return 1 + body.findings.length;
    case 'progress':
    case 'period':
      return 1;
  }
}

function heardOf(
  project: string,
  meters: ReadonlySet<string>,
  { power, names, nowMs, today }: Moment,
): LiveEvents['readings']['projects'][number] {
  const now = metersNow(project, { power, names, nowMs, today });
  const readings = [...meters].flatMap((id) => {
    const reading = power.meter(id)?.reading;
    if (reading === undefined) return [];
    const { meter, timeMs, receivedMs, energyKwh } = reading;
    return [{ meter, timeMs, receivedMs, energyKwh, powerKw: power.powerKw(id, nowMs) }];
  });
  return { project, powerKw: now.powerKw, lastHeardMs: now.lastHeardMs ?? nowMs, readings };
}

/** The events of the last minutes in order, and those who listen to the next ones. */
export class EventLog {
  readonly #ports: LogPorts;
  readonly #events: LoggedEvent[] = [];
  readonly #listeners = new Set<(event: LoggedEvent) => void>();
  /** Meters heard since the last readings event, by project. */
  readonly #heard = new Map<string, Set<string>>();
  #rows = 0;
  #nextId = 1;
  #toldMs = 0;
  #timer: NodeJS.Timeout | null = null;
  #endings: (() => void)[] = [];

  constructor(ports: LogPorts) {
    this.#ports = ports;
  }

  start(): void {
    const { live, city } = this.#ports;
    this.#endings = [
      live.subscribe((happening) => this.#take(happening)),
      city.watch((change) => this.#takeChange(change)),
    ];
  }

  stop(): void {
    for (const end of this.#endings) end();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  get lastId(): number {
    return this.#nextId - 1;
  }

  /** The events after an id; null when some of them are kept no longer, or the id is none of ours. */
  after(id: number): LoggedEvent[] | null {
    const firstKept = this.#events[0]?.id ?? this.#nextId;
    if (id < firstKept - 1 || id > this.lastId) return null;
    return this.#events.filter((event) => event.id > id);
  }

  /** The answer ends it. */
  listen(listener: (event: LoggedEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #append<Name extends LoggedName>(name: Name, body: LiveEvents[Name]): void {
    const event = { id: this.#nextId++, name, body } as LoggedEvent;
    this.#events.push(event);
    this.#rows += rowsOf(event);
    while (this.#rows > keptRows && this.#events.length > 1) this.#rows -= rowsOf(this.#events.shift()!);
    for (const listener of this.#listeners) listener(event);
  }

  #take(happening: Happening): void {
    if (happening.what === 'progress') this.#append('progress', { progress: happening.progress });
    if (happening.what === 'period') {
      this.#append('period', { atMs: this.#ports.nowMs(), ...happening.change });
    }
    if (happening.what !== 'stored') return;
    for (const { project, meter } of happening.readings) {
      const meters = this.#heard.get(project);
      if (meters === undefined) this.#heard.set(project, new Set([meter]));
      else meters.add(meter);
    }
    if (this.#timer !== null || this.#heard.size === 0) return;
    const wait = Math.max(gatherMs, this.#toldMs + readingsEveryMs - performance.now());
    this.#timer = setTimeout(() => this.#tellReadings(), wait);
  }

  #tellReadings(): void {
    this.#timer = null;
    this.#toldMs = performance.now();
    const { city } = this.#ports;
    const moment = city.moment();
    const projects = [...this.#heard].map(([project, meters]) => heardOf(project, meters, moment));
    this.#heard.clear();
    this.#append('readings', { atMs: moment.nowMs, projects });
  }

  #takeChange({ activity, findings }: CityChange): void {
    const atMs = this.#ports.nowMs();
    if (activity.length > 0) {
      const projects = activity.map(({ project, state, day, index, excused }) => ({
        project,
        state,
        stateDay: day,
        index,
        excused,
      }));
      this.#append('activity', { atMs, projects });
    }
    if (findings.length > 0) this.#append('findings', { atMs, findings });
  }
}
