import type { RestLoad } from './activity/mean-day.ts';
import { type ActivityMemory, newActivityMemory } from './activity/memory.ts';
import { emptyBook, type FindingBook } from './findings/life.ts';
import type { DayRecord, StopRun } from './findings/rule.ts';

/** All that is remembered of a project at the begin of a day, but for its meters. Never changed, only replaced. */
export interface ProjectMemory {
  activity: ActivityMemory;
  /** The last days, oldest first. */
  recent: readonly DayRecord[];
  run: StopRun | null;
  workedInARow: number;
  /** What the last days of rest looked like; null: none is known. */
  rest: RestLoad | null;
  /** Shares of a working day that were drawn on holidays without work, newest last. */
  holidayShares: readonly number[];
  book: FindingBook;
}

export function newProjectMemory(): ProjectMemory {
  return {
    activity: newActivityMemory(),
    recent: [],
    run: null,
    workedInARow: 0,
    rest: null,
    holidayShares: [],
    book: emptyBook,
  };
}
