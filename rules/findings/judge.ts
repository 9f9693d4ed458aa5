import { workedHours } from '../activity/memory.ts';
import { dayText } from '../city-days.ts';
import { medianOf } from '../order.ts';
import { inService, type ProjectRun } from '../project-day.ts';
import type { ProjectMemory } from '../project-memory.ts';
import { ruleList } from './catalogue.ts';
import { enter, type FindingBook } from './life.ts';
import { clear, type DayRecord, type MeterState, type RuleFacts } from './rule.ts';
import { factsOn } from './stage.ts';

/**
 * Asks every rule about a day and enters what it says. `today` is null while the day still runs. A rule that is
 * switched off says that all is clear, so what it said before ends.
 */
export function judgeDay(
  run: ProjectRun,
  memory: ProjectMemory,
  day: number,
  nowMs: number,
  today: DayRecord | null,
): FindingBook {
  const { city, facts, parameters } = run;
  const asked: Omit<RuleFacts, 'open'> = {
    day,
    nowMs,
    calendar: city.calendar(dayText(day)),
    facts: factsOn(facts, dayText(day)),
    today,
    recent: memory.recent,
    run: memory.run,
    baselineDays: memory.activity.worked.length,
    workedHourKwh: workedHours(memory.activity),
    holidayShare: memory.holidayShares.length < 3 ? null : medianOf(memory.holidayShares),
    meters: meterStates(run, day),
  };
  let book = memory.book;
  for (const rule of ruleList) {
    const own = parameters[rule.kind];
    const open = book.open[rule.kind] ?? null;
    const verdict = own.enabled ? rule.evaluate({ ...asked, open }, own) : clear;
    book = enter(book, facts.project.id, rule.kind, day, verdict);
  }
  return book;
}

/** The meters in service at the end of a day, or now for the day that still runs. */
function meterStates({ facts, energy, days }: ProjectRun, day: number): MeterState[] {
  const date = dayText(day);
  const states = new Map<string, MeterState>();
  for (const meter of facts.meters) {
    if (!inService(meter, date)) continue;
    const known = energy.get(meter.id);
    const morning = known?.mornings[day + 1 - known.mornings[0]!.day];
    const memory = (morning === undefined ? known?.memory : morning.memory) ?? null;
    const heardMs = memory?.heardMs ?? null;
    const lostPhaseMs = memory?.lostPhaseSinceMs ?? null;
    states.set(meter.id, {
      meter: meter.id,
      role: meter.role,
      heardMs,
      heardDay: heardMs === null ? null : days.at(heardMs),
      lostPhaseDay: lostPhaseMs === null ? null : days.at(lostPhaseMs),
      cadenceMs: memory === null || memory.steps.length === 0 ? null : medianOf(memory.steps),
    });
  }
  return [...states.values()];
}
