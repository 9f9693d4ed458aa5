/** 施工, 值守, 断电, 未知. The order is the number in the time series: unknown 0, off 1, idle 2, working 3. */
export const activityStates = ['unknown', 'off', 'idle', 'working'] as const;
export type ActivityState = (typeof activityStates)[number];

export function stateNumber(state: ActivityState): number {
  return activityStates.indexOf(state);
}

/** A sentence in both languages of the board. */
export interface Sentence {
  zh: string;
  en: string;
}

/** What one project did in one hour or on one day. */
export interface Activity {
  project: string;
  step: 'hour' | 'day';
  /** Begin of the hour or of the day in the city's zone, UTC epoch milliseconds. */
  timeMs: number;
  state: ActivityState;
  /** 100 = the project's own normal working day (or that hour of one); null where there is no baseline or no measurement. */
  index: number | null;
  energyKwh: number | null;
  /** Share of the expected intervals that was measured, not estimated: 0 to 1. */
  measured: number;
  baselineKwh: number | null;
  /** Why a stop on this day counts against nobody; null: it would count. */
  excused: string | null;
  /** 0 to 1: how sure the state is. */
  confidence: number;
  /** Why this state; hours carry none. */
  why: Sentence | null;
}
