import type { DayRecord, StopRun } from './rule.ts';

/** A stop that is known of ends only after this many working days in a row; one day may be a test of a crane. */
export const workingDaysToResume = 2;

/** The run of days without work after one more day. `worked`: working days in a row up to and with it. */
export function goOn(
  run: StopRun | null,
  today: DayRecord,
  known: { workedInARow: number; stallOpen: boolean; festivalDay: boolean },
): StopRun | null {
  if (today.state === 'unknown') return run === null ? null : { ...run, unknown: run.unknown + 1 };
  if (today.state === 'working') {
    return known.stallOpen && known.workedInARow < workingDaysToResume ? run : null;
  }
  const counts = today.trusted && today.workday && today.excused === null;
  const before = run ?? {
    firstDay: today.day,
    sinceDay: null,
    counted: [],
    stopped: 0,
    unknown: 0,
    shareSum: 0,
    kwhSum: 0,
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
    festival: before.festival || (known.festivalDay && before.counted.length === 0),
    shaped: before.shaped && today.shaped,
  };
}
