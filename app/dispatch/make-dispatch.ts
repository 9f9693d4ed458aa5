import type { LiveFeed } from '../../api/live.ts';
import type { CalendarDay } from '../../model/calendar.ts';
import type { Pager } from '../../paging/pager.ts';
import type { RulesConfiguration } from '../../rules/configuration.ts';
import type { ReadingsStore, TimeRange } from '../../store/readings.ts';
import type { RecordsStore } from '../../store/records.ts';
import { answersIn } from '../answers.ts';
import { Panels } from '../panels.ts';
import type { ServiceOptions } from '../parts.ts';
import type { Roster } from '../roster.ts';
import { Dispatch } from './dispatch.ts';
import { Ranking } from './ranking.ts';

interface Wiring extends ServiceOptions {
  records: RecordsStore;
  readings: ReadingsStore;
  roster: Roster;
  pager: Pager;
  live: LiveFeed;
  calendar: (date: string) => CalendarDay;
  rules: () => Promise<RulesConfiguration>;
}

/** Standings as they run and periods as they close: both are computed from the same inputs. */
export function makeDispatch(wiring: Wiring): { dispatch: Dispatch; ranking: Ranking } {
  const { configuration, records, readings, roster, pager, live, calendar, rules, nowMs, log } = wiring;
  const { zone, name } = configuration.city;
  const { explainWorkdays } = configuration.paging;
  const { periods, closing } = configuration.standings;
  const inputs = {
    readings,
    records,
    registry: () => roster.registry,
    zone,
    calendar,
    rules,
    answersIn: (range: TimeRange) => answersIn({ records, explainWorkdays, zone, calendar }, range, nowMs()),
  };
  const panels = new Panels(readings, zone);
  const dispatch = new Dispatch({
    ...inputs,
    configuration: configuration.standings,
    cityName: name.zh,
    simulated: wiring.simulated,
    lettersOf: (news) => pager.lettersOf(news),
    isHistoryIn: wiring.isHistoryIn ?? (() => true),
    nowMs,
    log,
    onChange: (change) => {
      live.publish({ what: 'period', change });
      live.publish({ what: 'evaluated' });
      pager.wake();
    },
    draw: (standings, registry) => panels.writeStandings(standings, registry),
  });
  return { dispatch, ranking: new Ranking({ ...inputs, kinds: periods, graceHours: closing.graceHours }) };
}
