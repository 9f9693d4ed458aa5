import { withLoad } from '../activity/mean-day.ts';
import type { DayRecord, StopRun } from './rule.ts';

/** A stop that is known of ends with a day of at least this share of normal work … */
const shareToResume = 0.5;
/** … or with this many weaker ones in a row: one may be the test of a crane. */
const weakDaysToResume = 2;

/** A site that stood for fewer working days than this before the festival's excuse had left for the festival. */
const leftForFestivalDays = 7;

/** What is seen after a silence that is longer than all that was seen before it is a run of its own. */
function isLost({ stopped, unknown }: StopRun): boolean {
  return unknown > stopped;
}

/** What a run is held against. */
export type RestBefore = Pick<StopRun, 'restLogOdds' | 'restKw'>;

/** What bears on a run besides the day itself. */
export interface KnownOfRun {
  /** Working days in a row up to and with today. */
  workedInARow: number;
  stallOpen: boolean;
  /** Today lies between the begin of the Spring Festival's excuse and the end of its public holiday. */
  festivalDay: boolean;
  /** What the site's days of rest before today look like; asked only where a run begins. */
  restBefore: () => RestBefore;
  /** Today's 96 quarter hours, kW; null: they are not known. */
  loadKw: readonly number[] | null;
}

function newRun({ day }: DayRecord, rest: RestBefore): StopRun {
  return {
    firstDay: day,
    sinceDay: null,
    counted: [],
    stopped: 0,
    unknown: 0,
    shareSum: 0,
    kwhSum: 0,
    logOddsSum: 0,
    ...rest,
    loads: null,
    festival: false,
    shaped: true,
  };
}

/** The run of days without work after one more day. */
export function goOn(run: StopRun | null, today: DayRecord, known: KnownOfRun): StopRun | null {
  if (today.state === 'unknown') return run === null ? null : { ...run, unknown: run.unknown + 1 };
  if (today.state === 'working') {
    const resumed = (today.share ?? 1) >= shareToResume || known.workedInARow >= weakDaysToResume;
    return known.stallOpen && !resumed ? run : null;
  }
  const counts = today.trusted && today.grounded && today.workday && today.excused === null;
  const goesOn = run !== null && (known.stallOpen || !isLost(run));
  const before = goesOn ? run : newRun(today, known.restBefore());
  return {
    ...before,
    sinceDay: before.sinceDay ?? (today.excused === null ? today.day : null),
    counted: counts ? [...before.counted, today.day] : before.counted,
    stopped: before.stopped + 1,
    shareSum: before.shareSum + (today.share ?? 0),
    kwhSum: before.kwhSum + today.kwh,
    logOddsSum: before.logOddsSum + today.logOdds,
    loads: counts && known.loadKw !== null ? withLoad(before.loads, known.loadKw) : before.loads,
    festival: before.festival || (known.festivalDay && before.counted.length < leftForFestivalDays),
    shaped: before.shaped && today.shaped,
  };
}
