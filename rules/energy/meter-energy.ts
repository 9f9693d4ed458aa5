import { EnergyEdit, type EnergySeries, intervalMs } from '../../model/energy.ts';
import { type Meter, registerModulusKwh } from '../../model/meter.ts';
import type { ReadingSeries } from '../../model/reading.ts';
import type { CityDays } from '../city-days.ts';
import { medianOf } from '../order.ts';
import type { EnergyConfiguration } from './configuration.ts';
import { learnDay } from './like-days.ts';
import { copyMeterMemory, type MeterMemory, newMeterMemory } from './memory.ts';
import {
  firstIsGlitch,
  judge,
  type RegisterLimits,
  readingsToSettle,
  standsStill,
  standsStillTooLong,
  stillDaysRemembered,
} from './register.ts';
import { clear, disbelieve, emptySeries, layEvenly, layLikeDays, type Segment } from './spread.ts';
import { serviceOf, type UsableReadings, usableReadings } from './usable.ts';

const hourMs = 3_600_000;
const intervalsPerHour = hourMs / intervalMs;
const rememberedSteps = 9;
/** A hole shorter than this is none: it moves nothing from one interval into another that anyone would see. */
const shortestHoleMs = 20 * 60_000;
/** A meter whose own step is longer than this shows how much flowed, but not when. */
const longestShapedStepMs = 1.2 * hourMs;
/** Before a meter's step is known, one between two readings of up to this length is taken for it. */
const longestFirstStepMs = 25 * hourMs;

export interface MeterQuestion {
  /** All rows of this meter's id, in the order of their service. */
  rows: readonly Meter[];
  /** Readings from `fromMs` on, in time order; others are not looked at. */
  readings: ReadingSeries;
  /** Begin of a day. */
  fromMs: number;
  untilMs: number;
  /** As of `fromMs`; null: nothing is known before. */
  memory: MeterMemory | null;
  days: CityDays;
  parameters: EnergyConfiguration;
}

/** A meter at the begin of one day. */
export interface MeterMorning {
  day: number;
  memory: MeterMemory | null;
  /** See `Checkpoint.sealedMs`. */
  sealedMs: number | null;
  /** Whether the day before showed when its energy flowed, not only how much. */
  shaped: boolean;
}

export interface MeterEnergy {
  series: EnergySeries;
  /** One for each day that begins in the window, `fromMs` and `untilMs` included. */
  mornings: MeterMorning[];
  /** As of `untilMs`. */
  memory: MeterMemory | null;
  shaped: boolean;
}

/** Registers (or, where there are none, powers) to energy in steps of 15 minutes. */
export function meterEnergy(question: MeterQuestion): MeterEnergy {
  return new MeterPass(question).run();
}

/** One pass over one meter's readings; it lives for one call. */
class MeterPass {
  readonly #question: MeterQuestion;
  readonly #readings: UsableReadings;
  readonly #series: EnergySeries;
  readonly #limits: RegisterLimits;
  readonly #breaksMs: readonly number[];
  readonly #mornings: MeterMorning[] = [];
  #memory: MeterMemory | null;
  #cadenceMs: number;
  #nextDay: number;
  /** Its begin. */
  #nextMidnightMs: number;
  /** So many of the newest steps are alike. */
  #stepsAlike = 0;
  #glitches = 0;

  constructor(question: MeterQuestion) {
    const { rows, readings, fromMs, untilMs, memory, days, parameters } = question;
    const row = rows.at(-1)!;
    const service = serviceOf(rows, days);
    this.#question = question;
    this.#readings = usableReadings(readings, service, memory?.lastMs ?? Number.NEGATIVE_INFINITY, untilMs);
    this.#series = emptySeries(readings.meter, fromMs, untilMs);
    this.#limits = {
      modulusKwh:
        row.registerMaxKwh === null ? null : registerModulusKwh(row.registerMaxKwh) * row.multiplier,
      capacityKva: row.capacityKva,
      parameters,
    };
    this.#breaksMs = service.slice(1).map((span) => span.fromMs);
    this.#memory = memory === null ? null : copyMeterMemory(memory);
    this.#cadenceMs = memory === null ? Number.NaN : medianOf(memory.steps);
    this.#nextDay = days.at(fromMs);
    this.#nextMidnightMs = days.beginOf(this.#nextDay);
  }

  run(): MeterEnergy {
    const { timeMs } = this.#readings;
    for (let i = 0; i < timeMs.length; i += 1) {
      if (!this.#take(i)) break;
    }
    const { untilMs, days } = this.#question;
    const heardMs = timeMs.at(-1);
    if (this.#memory !== null && heardMs !== undefined) this.#memory.heardMs = heardMs;
    this.#passMidnights(days.beginOf(days.at(untilMs)) + 1);
    this.#sealMornings();
    return {
      series: this.#series,
      mornings: this.#mornings,
      memory: this.#memory,
      shaped: this.#cadenceMs <= longestShapedStepMs,
    };
  }

  /** Takes reading `i` in; false: it cannot be judged yet. */
  #take(i: number): boolean {
    const { timeMs, value, fromPower, voltageV } = this.#readings;
    const time = timeMs[i]!;
    this.#passMidnights(time);
    if (this.#memory === null) {
      if (!fromPower && firstIsGlitch(value, i)) return true;
      this.#memory = newMeterMemory(this.#question.readings.meter, time, fromPower ? 0 : value[i]!);
      this.#memory.lastKw = fromPower ? value[i]! : null;
      return true;
    }
    const memory = this.#memory;
    watchPhases(memory, time, voltageV[i]!);
    if (fromPower) {
      this.#integrate(memory, time, value[i]!);
      return true;
    }
    if (this.#isOtherMeter(memory.lastMs, time)) {
      this.#lay(memory, time, Number.NaN, EnergyEdit.meterChange);
      memory.lastKwh = value[i]!;
      return true;
    }
    const verdict = judge(memory, timeMs, value, i, timeMs.length, this.#limits);
    if (verdict.is === 'open') return false;
    memory.heardMs = time;
    if (verdict.is === 'glitch') {
      this.#glitches += 1;
      return true;
    }
    const edits = verdict.edits | (this.#glitches > 0 ? EnergyEdit.glitch : 0);
    this.#glitches = 0;
    if (standsStill(verdict.kwh)) {
      if (!Number.isNaN(voltageV[i]!)) memory.stillSinceMs = null;
      else memory.stillSinceMs ??= memory.lastMs;
    }
    this.#lay(memory, time, verdict.kwh, edits);
    if (!standsStill(verdict.kwh)) {
      memory.stillSinceMs = null;
      if (verdict.edits === 0)
        memory.resolutionKwh = Math.min(memory.resolutionKwh ?? verdict.kwh, verdict.kwh);
    }
    memory.lastKwh = value[i]!;
    return true;
  }

  /** Whether another meter took over between two readings. */
  #isOtherMeter(lastMs: number, timeMs: number): boolean {
    for (const breakMs of this.#breaksMs) if (lastMs < breakMs && timeMs >= breakMs) return true;
    return false;
  }

  #integrate(memory: MeterMemory, time: number, kw: number): void {
    const duration = time - memory.lastMs;
    const kwh = ((memory.lastKw ?? kw) + kw) * 0.5 * (duration / hourMs);
    const known = !this.#isHole(duration) || duration <= this.#question.parameters.linearGapHours * hourMs;
    memory.heardMs = time;
    this.#lay(memory, time, known ? Math.max(0, kwh) : Number.NaN, EnergyEdit.integrated);
    memory.lastKw = kw;
    memory.lastKwh += known ? Math.max(0, kwh) : 0;
  }

  #isHole(durationMs: number): boolean {
    if (Number.isNaN(this.#cadenceMs)) return durationMs > longestFirstStepMs;
    return durationMs > Math.max(shortestHoleMs, this.#question.parameters.gapFactor * this.#cadenceMs);
  }

  /** Lays the energy since the last accepted reading over the intervals, and goes on from `time`. */
  #lay(memory: MeterMemory, time: number, kwh: number, edits: number): void {
    const { parameters, days } = this.#question;
    const duration = time - memory.lastMs;
    const segment: Segment = { fromMs: memory.lastMs, toMs: time, kwh, edits, measured: false };
    const wasDead = standsStillTooLong(memory, memory.lastMs, this.#cadenceMs);
    const overdue =
      wasDead && memory.peakKw > 0 && kwh > 1.5 * memory.peakKw * Math.max(1, duration / hourMs);
    if ((edits & EnergyEdit.backlogSpread) !== 0 || overdue) {
      // Laid over all of it, so that a pass that begins later leaves out the very same part.
      segment.fromMs = memory.stillSinceMs!;
      segment.edits |= EnergyEdit.backlogSpread | EnergyEdit.deadGateway;
      clear(this.#series, segment.fromMs, memory.lastMs);
      layLikeDays(this.#series, segment, memory, days);
      disbelieve(this.#series, segment.fromMs, memory.lastMs);
    } else if (Number.isNaN(kwh)) {
      layLikeDays(this.#series, segment, memory, days);
    } else if (!this.#isHole(duration)) {
      segment.measured = (edits & EnergyEdit.reset) === 0;
      layEvenly(this.#series, segment);
    } else if (duration <= parameters.linearGapHours * hourMs) {
      segment.edits |= EnergyEdit.interpolated;
      layEvenly(this.#series, segment);
    } else {
      segment.edits |= EnergyEdit.backlogSpread;
      layLikeDays(this.#series, segment, memory, days);
    }
    if (standsStill(kwh) && standsStillTooLong(memory, time, this.#cadenceMs)) {
      disbelieve(this.#series, memory.stillSinceMs!, time);
    }
    this.#remember(memory, time);
  }

  #remember(memory: MeterMemory, time: number): void {
    const step = time - memory.lastMs;
    memory.lastMs = time;
    memory.heardMs = time;
    this.#stepsAlike = step === memory.steps.at(-1) ? this.#stepsAlike + 1 : 1;
    // All that are remembered are this one already, as those of most meters are most of the time.
    if (this.#stepsAlike > rememberedSteps) return;
    memory.steps.push(step);
    const dropped = memory.steps.length > rememberedSteps ? memory.steps.shift() : undefined;
    if (dropped !== step) this.#cadenceMs = medianOf(memory.steps);
  }

  /** Closes every day that ended before `timeMs`: what it taught is learnt, and the morning after is noted down. */
  #passMidnights(timeMs: number): void {
    const { days, fromMs } = this.#question;
    while (this.#nextMidnightMs < timeMs) {
      const day = this.#nextDay;
      const shaped = this.#cadenceMs <= longestShapedStepMs;
      if (this.#memory !== null && this.#nextMidnightMs > fromMs) {
        learnDay(this.#memory, day - 1, this.#hoursOf(day - 1, this.#memory), shaped);
      }
      const memory = this.#memory === null ? null : copyMeterMemory(this.#memory);
      this.#mornings.push({ day, memory, sealedMs: null, shaped });
      this.#nextDay += 1;
      this.#nextMidnightMs = days.beginOf(this.#nextDay);
    }
  }

  /** Energy of each hour of a day so far; NaN where less than three quarters of it were measured. */
  #hoursOf(day: number, memory: MeterMemory): number[] {
    const { days } = this.#question;
    const { startMs, kwh, measured } = this.#series;
    const begin = (days.beginOf(day) - startMs) / intervalMs;
    const end = (days.beginOf(day + 1) - startMs) / intervalMs;
    const still = memory.stillSinceMs === null ? end : (memory.stillSinceMs - startMs) / intervalMs;
    const hours: number[] = [];
    for (let first = begin; first < end; first += intervalsPerHour) {
      let sum = 0;
      let share = 0;
      for (let i = first; i < first + intervalsPerHour; i += 1) {
        if (i >= still || Number.isNaN(kwh[i]!)) continue;
        sum += kwh[i]! * measured[i]!;
        share += measured[i]! / intervalsPerHour;
      }
      hours.push(share >= 0.75 ? sum / share : Number.NaN);
    }
    return hours;
  }

  #sealMornings(): void {
    const { timeMs } = this.#readings;
    const { days } = this.#question;
    let first = 0;
    for (const morning of this.#mornings) {
      const beginMs = days.beginOf(morning.day);
      while (first < timeMs.length && timeMs[first]! < beginMs) first += 1;
      let settled = first + readingsToSettle + 2;
      const stillSinceMs = morning.memory?.stillSinceMs ?? null;
      if (stillSinceMs !== null && beginMs - stillSinceMs < stillDaysRemembered * 24 * hourMs) {
        while (settled < timeMs.length && this.#readings.value[settled] === morning.memory!.lastKwh)
          settled += 1;
      }
      morning.sealedMs = timeMs[settled] ?? null;
    }
  }
}

/** Below this share of the usual voltage a phase is lost. */
const lostPhaseShare = 0.7;
/** The usual voltage follows over about a day of quarter hours. */
const voltageFollows = 0.01;

function watchPhases(memory: MeterMemory, timeMs: number, lowestV: number): void {
  if (Number.isNaN(lowestV)) return;
  memory.usualV ??= lowestV;
  if (lowestV < lostPhaseShare * memory.usualV) {
    memory.lostPhaseSinceMs ??= timeMs;
    return;
  }
  memory.lostPhaseSinceMs = null;
  memory.usualV += voltageFollows * (lowestV - memory.usualV);
}
