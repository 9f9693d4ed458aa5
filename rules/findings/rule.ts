import type { z } from 'zod';
import type { ActivityState, Sentence } from '../../model/activity.ts';
import type { CalendarDay } from '../../model/calendar.ts';
import type { Evidence, Finding, FindingKind, FindingLevel } from '../../model/finding.ts';
import type { LoadSum } from '../activity/mean-day.ts';
import { dayText } from '../city-days.ts';
import type { ProjectFacts } from '../evaluate.ts';

/** One finished day as the rules see it. */
export interface DayRecord {
  day: number;
  state: ActivityState;
  /** Share of a normal working day; null: there is none to compare with. */
  share: number | null;
  kwh: number;
  measured: number;
  /** Measured well enough to be evidence. */
  trusted: boolean;
  /** Held against a baseline; or against what sites usually draw, where work should have begun. */
  grounded: boolean;
  rhythm: boolean;
  likeness: number;
  /** Log odds of work; 0 where meters show no shape. */
  logOdds: number;
  shaped: boolean;
  /** Energy above the day's own standing load, kWh. */
  aboveKwh: number;
  /** Energy from 8 to 17 o'clock, kWh; null: not all of it is known. */
  daylightKwh: number | null;
  /** Bits of `EnergyEdit`, of all intervals and meters together. */
  edits: number;
  baselineKwh: number | null;
  excused: string | null;
  /** By the calendar. */
  workday: boolean;
}

/** A stretch without work; days nobody measured neither prolong nor end it. */
export interface StopRun {
  firstDay: number;
  /** First day that no excuse covers; null: all so far are excused. */
  sinceDay: number | null;
  /** Unexcused working days that were measured well. */
  counted: number[];
  stopped: number;
  unknown: number;
  /** Sum of the stopped days' shares and of their energy, kWh. */
  shareSum: number;
  kwhSum: number;
  /** Sum of the stopped days' log odds of work, of those whose meters show shape. */
  logOddsSum: number;
  /** Log odds of work that the site's days of rest before it usually have; null: too few are known. */
  restLogOdds: number | null;
  /** Load of those days, kW in 96 quarter hours; null: too few are known. */
  restKw: readonly number[] | null;
  /** The counted days' loads; null: none of them shows its shape. */
  loads: LoadSum | null;
  /** The run goes back into the Spring Festival's excuse. */
  festival: boolean;
  shaped: boolean;
}

/** One meter in service. */
export interface MeterState {
  meter: string;
  role: string;
  /** When it was last heard, and the day that lies in; null: never. */
  heardMs: number | null;
  heardDay: number | null;
  /** Its usual step between readings; null: not known. */
  cadenceMs: number | null;
  /** The day since which one of its phases has had no voltage; null: all are there. */
  lostPhaseDay: number | null;
}

/** All that a rule may look at, as of the end of one day (or of now, for the day that still runs). */
export interface RuleFacts {
  day: number;
  nowMs: number;
  calendar: CalendarDay;
  facts: ProjectFacts;
  /** The day itself; null while it still runs. */
  today: DayRecord | null;
  /** The last days, oldest first, today's included. */
  recent: readonly DayRecord[];
  run: StopRun | null;
  /** How many working days the baseline rests on. */
  baselineDays: number;
  /** Mean energy of each hour of a working day, kWh; null: too few are known. */
  workedHourKwh: readonly number[] | null;
  /** Share of a working day that the site draws on holidays when nobody is there; null: not seen yet. */
  holidayShare: number | null;
  meters: readonly MeterState[];
  /** This rule's own finding, while it is open: leaving wants more than entering. */
  open: Finding | null;
}

export type RuleVerdict =
  | { is: 'holds'; level: FindingLevel; sinceDay: number; evidence: Evidence }
  | { is: 'clear' }
  /** Nothing can be told, so what was said before stands. */
  | { is: 'unsure' };

export const clear: RuleVerdict = { is: 'clear' };
export const unsure: RuleVerdict = { is: 'unsure' };

/** Evidence lists this many days at most, the newest; the figures count all of them. */
const listedDays = 60;

export function listDays(days: readonly number[]): string[] {
  return days.slice(-listedDays).map(dayText);
}

/** A rule: one file, one finding kind. `evaluate` is pure and sees nothing later than `facts.nowMs`. */
export interface Rule<Parameters extends z.ZodType = z.ZodType> {
  kind: FindingKind;
  title: Sentence;
  parameters: Parameters;
  evaluate(facts: RuleFacts, parameters: z.infer<Parameters>): RuleVerdict;
}
