import type { Random } from '../random.ts';
import type { DayNumber } from '../surroundings/days.ts';
import type { EventKind } from '../surroundings/events.ts';
import { anySite, type Confounder } from './confounder.ts';

/** Befalls the whole city besides what its seasons bring. */
function befalls(
  name: string,
  kind: EventKind,
  about: string,
  shortest: number,
  longest: number,
): Confounder {
  return {
    name,
    about,
    days: [shortest, longest],
    fits: anySite,
    event(from: DayNumber, random: Random) {
      const first = from + random.whole(35, 75);
      return {
        kind,
        from: first,
        to: first + random.whole(shortest, longest) - 1,
        strict: random.chance(0.5),
      };
    },
  };
}

/** Comes with the calendar or the seasons of any city; naming it changes nothing. */
function always(name: string, about: string): Confounder {
  return { name, about, days: null, fits: () => false };
}

export const cityWide: readonly Confounder[] = [
  befalls('typhoon', 'typhoon', 'all sites stop by order, workers are moved, camps are empty', 2, 3),
  befalls('rain', 'rain-spell', 'it pours for a week: outdoor work stops on most days', 5, 9),
  befalls('heat', 'heat-wave', 'beyond 37 °C for days: early and late shifts, at 40 °C none', 5, 10),
  befalls('cold', 'cold-spell', 'a cold wave: camps heat day and night', 5, 10),
  befalls('exam-ban', 'night-ban', 'no work at night for weeks before the examinations', 14, 24),
  befalls('night-ban', 'night-ban', 'no work at night by order', 7, 20),
  befalls('pollution-order', 'pollution', 'outdoor work stops by order while the air is bad', 2, 5),
  befalls('safety-order', 'safety-order', 'all sites stop for a safety inspection after an accident', 2, 4),
  befalls(
    'curtailment',
    'curtailment',
    'electricity is short: one day off in seven, or security supply only',
    8,
    14,
  ),
  always('spring-festival', 'everybody is home for weeks, and comes back one by one'),
  always('holidays', 'statutory holidays: some sites stop, some go on with fewer people'),
  always('adjusted-workdays', '调休: Sundays that are worked, Mondays that are not'),
];
