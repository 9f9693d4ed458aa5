import type { DayRecord, StopRun } from './rule.ts';

/** A stop that is known of ends with a day of at least this share of normal work … */
const shareToResume = 0.5;
/** … or with this many weaker ones in a row: one may be the test of a crane. */
const weakDaysToResume = 2;

/** The run of days without work after one more day. `worked`: working days in a row up to and with it. */
export function goOn(
  run: StopRun | null,
  today: DayRecord,
  known: { workedInARow: number; stallOpen: boolean; festivalDay: boolean },
): StopRun | null {
  if (today.state === 'unknown') return run === null ? null : { ...run, unknown: run.unknown + 1 };
  if (today.state === 'working') {
    const resumed = (today.share ?? 1) >= shareToResume || known.workedInARow >= weakDaysToResume;
    return known.stallOpen && !resumed ? run : null;
  }
  const counts = today.trusted && today.grounded && today.workday && today.excused === null;
  const before = run ?? {
    firstDay: today.day,
    sinceDay: null,
    counted: [],
    stopped: 0,
    unknown: 0,
    shareSum: 0,
    kwhSum: 0,
    logOddsSum: 0,
    festival: false,
    shaped: true,
  };
  return {
    ...before,
    sinceDay: before.sinceDay ?? (today.excused === null ? today.day : null),
    counted: counts ? [...before.counted, today.day] : before.counted,
    stopped: before.stopped + 1,
    shareSum: before.shareSum + (today.share ?? 0),
    kwhSum: before.kwhSum + today.kwh,
    logOddsSum: before.logOddsSum + today.logOdds,
    festival: before.festival || (known.festivalDay && before.counted.length === 0),
    shaped: before.shaped && today.shaped,
  };
}
