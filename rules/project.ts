import type { Activity } from '../model/activity.ts';
import type { Meter } from '../model/meter.ts';
import type { ReadingSeries } from '../model/reading.ts';
import type { Checkpoint } from './checkpoint.ts';
import { type CityDays, cityDays, dayNumber, dayText } from './city-days.ts';
import { findingsFor } from './configuration.ts';
import { type MeterEnergy, meterEnergy } from './energy/meter-energy.ts';
import type { City, ProjectAnswer, ProjectQuestion } from './evaluate.ts';
import { judgeDay } from './findings/judge.ts';
import { allFindings } from './findings/life.ts';
import { finishDay, type ProjectRun } from './project-day.ts';
import { newProjectMemory, type ProjectMemory } from './project-memory.ts';
import { runningDay } from './running-day.ts';

const noStandstills: ReadonlySet<number> = new Set();

/** Evaluates one project from a checkpoint (or from its first reading) to a moment. Pure: same question, same answer. */
export function evaluateProject(city: City, question: ProjectQuestion): ProjectAnswer {
  const { facts, start, readings, untilMs } = question;
  const days = cityDays(city.timeZone);
  const lastDay = days.at(untilMs);
  const readingDay = firstReadingDay(readings, days, lastDay);
  const firstDay = start === null ? firstDayOf(question, readingDay) : dayNumber(start.day);
  const fromMs = days.beginOf(firstDay);
  const energy = energyOf(city, question, days, fromMs);
  const run: ProjectRun = {
    city,
    days,
    facts,
    energy,
    parameters: findingsFor(city.rules, facts.project),
    standstills: question.standstills ?? noStandstills,
  };

  const activities: Activity[] = [];
  const hours: Activity[] = [];
  const signs: ProjectAnswer['signs'] = [];
  const checkpoints: Checkpoint[] = [];
  let memory = start === null ? newProjectMemory() : start.memory;
  for (let day = firstDay; day <= lastDay; day += 1) {
    if (question.checkpointsFrom !== null && dayText(day) >= question.checkpointsFrom) {
      checkpoints.push(checkpointAt(facts.project.id, day, days, energy, memory));
    }
    if (day === lastDay) break;
    const finished = finishDay(run, memory, day);
    memory = finished.memory;
    // Before its first reading there is nothing to say of a project's days.
    if (start === null && day < readingDay) continue;
    activities.push(finished.day);
    if (question.signs === true) signs.push(finished.signs);
    if (question.hours !== false) hours.push(...finished.hours());
  }
  if (untilMs > days.beginOf(lastDay)) {
    const running = runningDay(run, memory, lastDay, untilMs);
    activities.push(running.day);
    if (question.hours !== false) hours.push(...running.hours);
    memory = { ...memory, book: judgeDay(run, memory, lastDay, untilMs, null) };
  }
  return {
    fromMs,
    energy: [...energy.values()].map(({ series }) => series),
    hours,
    days: activities,
    signs,
    findings: allFindings(memory.book),
    checkpoints,
  };
}

function firstReadingDay(readings: readonly ReadingSeries[], days: CityDays, lastDay: number): number {
  const first = Math.min(...readings.flatMap(({ timeMs }) => (timeMs.length === 0 ? [] : [timeMs[0]!])));
  return first === Number.POSITIVE_INFINITY ? lastDay : Math.min(days.at(first), lastDay);
}

/** A start that is late by more than this was late by any measure, and needs no day of its own. */
const longestLateDays = 400;

/** A project in preparation may be late long before it has a meter. */
function firstDayOf({ facts }: ProjectQuestion, readingDay: number): number {
  const { stage, plannedStart } = facts.project;
  if (stage !== 'preliminary' || plannedStart === null) return readingDay;
  return Math.min(readingDay, Math.max(dayNumber(plannedStart), readingDay - longestLateDays));
}

function energyOf(
  city: City,
  { facts, start, readings, untilMs }: ProjectQuestion,
  days: CityDays,
  fromMs: number,
): Map<string, MeterEnergy> {
  const series = new Map(readings.map((one) => [one.meter, one]));
  const rows = Map.groupBy(facts.meters, (meter) => meter.id);
  return new Map(
    [...rows].map(([meter, ownRows]) => [
      meter,
      meterEnergy({
        rows: byService(ownRows),
        readings: series.get(meter) ?? noReadings(meter),
        fromMs,
        untilMs,
        memory: start?.meters[meter] ?? null,
        days,
        parameters: city.rules.energy,
      }),
    ]),
  );
}

function byService(rows: readonly Meter[]): Meter[] {
  return rows.toSorted((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1));
}

function noReadings(meter: string): ReadingSeries {
  const none = new Float64Array(0);
  return {
    meter,
    timeMs: none,
    receivedMs: none,
    energyKwh: none,
    powerKw: none,
    voltageMinV: none,
    voltageMaxV: none,
  };
}

function checkpointAt(
  project: string,
  day: number,
  days: CityDays,
  energy: ReadonlyMap<string, MeterEnergy>,
  memory: ProjectMemory,
): Checkpoint {
  const mornings = [...energy].map(([meter, { mornings: all }]) => [meter, all[day - all[0]!.day]!] as const);
  return {
    version: 4,
    project,
    day: dayText(day),
    beginMs: days.beginOf(day),
    sealedMs: Object.fromEntries(mornings.map(([meter, morning]) => [meter, morning.sealedMs])),
    meters: Object.fromEntries(mornings.map(([meter, morning]) => [meter, morning.memory])),
    memory,
  };
}
