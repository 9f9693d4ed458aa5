import { type CalendarMark, calendarMark } from './calendar.ts';
import { type DayNumber, dayText, stepsPerDay } from './days.ts';
import { type CityEvent, CityEvents, type EventKind } from './events.ts';
import { altered, type Weather, weatherOn } from './weather.ts';

/** Everything about a day that is the same for the whole city. */
export interface CityDay {
  day: DayNumber;
  /** `YYYY-MM-DD`. */
  date: string;
  mark: CalendarMark;
  weather: Weather;
  /** 1 when it is dark, 0 by daylight, between at dawn and dusk; one value for each quarter of an hour. */
  dark: Float32Array;
  events: ReadonlyMap<EventKind, CityEvent>;
}

function darkness(weather: Weather): Float32Array {
  const dark = new Float32Array(stepsPerDay);
  for (let step = 0; step < stepsPerDay; step++) {
    const hour = (step + 0.5) / 4;
    const light = Math.min(hour - weather.sunrise, weather.sunset - hour);
    dark[step] = Math.max(0, Math.min(1, 0.5 - light));
  }
  return dark;
}

function withSpells(weather: Weather, events: ReadonlyMap<EventKind, CityEvent>): Weather {
  if (events.has('rain-spell')) return altered(weather, -1, 38);
  // A heat wave reaches 38 °C and more in any season; a cold wave brings frost in winter.
  if (events.has('heat-wave')) return altered(weather, Math.max(0, 39 - weather.maxC), 0);
  if (events.has('cold-spell')) return altered(weather, -9, 0);
  return weather;
}

/** Calendar, weather and events of a city, a day at a time; a day once asked for is kept. */
export class Surroundings {
  readonly #seed: number;
  readonly #days = new Map<DayNumber, CityDay>();
  readonly events: CityEvents;

  constructor(seed: number, extraEvents: readonly CityEvent[] = []) {
    this.#seed = seed;
    this.events = new CityEvents(seed, extraEvents);
  }

  on(day: DayNumber): CityDay {
    const known = this.#days.get(day);
    if (known !== undefined) return known;
    const events = new Map(this.events.between(day, day).map((event) => [event.kind, event]));
    const weather = withSpells(weatherOn(this.#seed, day), events);
    const made: CityDay = {
      day,
      date: dayText(day),
      mark: calendarMark(day),
      weather,
      dark: darkness(weather),
      events,
    };
    this.#days.set(day, made);
    return made;
  }
}
