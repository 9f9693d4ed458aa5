import { Random, seedOf } from '../random.ts';
import { type DayNumber, dayNumber, dayText } from './days.ts';

/** What befalls the whole city; `order` in words of the registry's suspension, null where none is published. */
export const eventKinds = {
  typhoon: { order: '台风防御停工令（甬防指）' },
  curtailment: { order: '有序用电方案执行' },
  pollution: { order: '重污染天气红色预警停工令' },
  'night-ban': { order: null },
  'safety-order': { order: '全市在建工地停工安全检查' },
  'rain-spell': { order: null },
  'heat-wave': { order: null },
  'cold-spell': { order: null },
} as const;
export type EventKind = keyof typeof eventKinds;

export interface CityEvent {
  kind: EventKind;
  from: DayNumber;
  /** Inclusive. */
  to: DayNumber;
  /** Curtailment: down to security supply, or each site one day off in seven. */
  strict: boolean;
}

/** Day and month between which it begins, the chance of a first, second, third in a year, and its length. */
interface Season {
  first: string;
  last: string;
  chances: readonly number[];
  days: [shortest: number, longest: number];
}

const seasons: Partial<Record<EventKind, Season>> = {
  typhoon: { first: '07-08', last: '10-04', chances: [0.95, 0.6, 0.2], days: [2, 3] },
  curtailment: { first: '07-15', last: '08-18', chances: [0.5], days: [8, 14] },
  pollution: { first: '12-03', last: '12-28', chances: [0.4], days: [2, 4] },
  // Work at night is banned from about a week before the university to the end of the school entrance examinations.
  'night-ban': { first: '05-28', last: '05-31', chances: [1], days: [22, 24] },
};

function eventsOfYear(seed: number, year: number): CityEvent[] {
  const events: CityEvent[] = [];
  for (const [kind, season] of Object.entries(seasons) as [EventKind, Season][]) {
    season.chances.forEach((chance, turn) => {
      const random = new Random(seedOf(seed, 'event', kind, year, turn));
      if (!random.chance(chance)) return;
      const from = random.whole(dayNumber(`${year}-${season.first}`), dayNumber(`${year}-${season.last}`));
      const to = from + random.whole(...season.days) - 1;
      events.push({ kind, from, to, strict: random.chance(0.35) });
    });
  }
  return events;
}

/** Two of a kind that overlap or follow each other are one: the office writes one order for both. */
function joined(events: readonly CityEvent[]): CityEvent[] {
  const list: CityEvent[] = [];
  for (const event of events.toSorted((a, b) => a.from - b.from)) {
    const before = list.findLast(({ kind }) => kind === event.kind);
    if (before === undefined || event.from > before.to + 1) list.push({ ...event });
    else {
      before.to = Math.max(before.to, event.to);
      before.strict ||= event.strict;
    }
  }
  return list;
}

/** The events of a city by the year in which they begin, drawn when first asked for; `extra` come besides the season's own. */
export class CityEvents {
  readonly #seed: number;
  readonly #extra: ReadonlyMap<number, CityEvent[]>;
  readonly #years = new Map<number, CityEvent[]>();

  constructor(seed: number, extra: readonly CityEvent[]) {
    this.#seed = seed;
    this.#extra = Map.groupBy(extra, ({ from }) => yearOf(from));
  }

  /** Events that touch the days, both inclusive, in the order of their beginning. */
  between(from: DayNumber, to: DayNumber): CityEvent[] {
    const found: CityEvent[] = [];
    // An event may reach into the new year.
    for (let year = yearOf(from) - 1; year <= yearOf(to); year++) found.push(...this.#beginningIn(year));
    return found.filter((event) => event.to >= from && event.from <= to);
  }

  #beginningIn(year: number): CityEvent[] {
    const known = this.#years.get(year);
    if (known !== undefined) return known;
    const made = joined([...eventsOfYear(this.#seed, year), ...(this.#extra.get(year) ?? [])]);
    this.#years.set(year, made);
    return made;
  }
}

function yearOf(day: DayNumber): number {
  return Number(dayText(day).slice(0, 4));
}
