import type { Activity } from '../model/activity.ts';
import { excuseOf } from './activity/excuse.ts';
import { hourActivity, hourSums } from './activity/hours.ts';
import { baselineOf } from './activity/memory.ts';
import { dayText } from './city-days.ts';
import { type ProjectRun, watchedMeters } from './project-day.ts';
import type { ProjectMemory } from './project-memory.ts';

const hourMs = 3_600_000;
/** Before half of a working day's work is usually done nobody can say that none is done. */
const tellingShare = 0.5;

/** What can be said of a day that still runs: worked as soon as its energy says so, not worked only when it is late. */
export function runningDay(
  run: ProjectRun,
  memory: ProjectMemory,
  day: number,
  untilMs: number,
): { day: Activity; hours: Activity[] } {
  const { city, days, facts, energy } = run;
  const parameters = city.rules.activity;
  const date = dayText(day);
  const beginMs = days.beginOf(day);
  const excused = excuseOf(date, city.calendar(date), facts.suspensions);
  const baseline = baselineOf(memory.activity);
  const meters = watchedMeters(run, date).map((meter) => energy.get(meter)!);
  const sums = hourSums(
    meters.map(({ series }) => series),
    beginMs,
    Math.ceil(untilMs / hourMs) * hourMs,
  );
  const shaped = meters.some((meter) => meter.shaped);
  const hours = hourActivity(
    facts.project.id,
    beginMs,
    sums,
    shaped,
    memory.activity,
    baseline,
    excused,
    parameters,
  );

  const floor = (baseline?.floorKwh ?? 0) / 24;
  const usual = memory.activity.hourKwh.map((kwh) => Math.max(0, kwh - floor));
  const wholeDay = usual.reduce((a, b) => a + b, 0);
  let known = 0;
  let kwh = 0;
  let done = 0;
  let usualByNow = 0;
  for (const [hour, hourKwh] of sums.kwh.entries()) {
    if (Number.isNaN(hourKwh)) continue;
    known += 1;
    kwh += hourKwh;
    done += Math.max(0, hourKwh - floor);
    usualByNow += usual[Math.min(hour, 23)]!;
  }
  const told = shaped && wholeDay > 0 && memory.activity.hourDays > 0;
  const worked = told && done >= parameters.aboveFloor.working * wholeDay;
  const standing =
    told && usualByNow >= tellingShare * wholeDay && done < parameters.aboveFloor.stopped * usualByNow;
  const percent = told ? Math.round((100 * done) / wholeDay) : null;
  return {
    hours,
    day: {
      project: facts.project.id,
      step: 'day',
      timeMs: beginMs,
      state: worked ? 'working' : standing ? 'idle' : 'unknown',
      index: percent,
      energyKwh: known === 0 ? null : kwh,
      measured:
        sums.measured.length === 0 ? 0 : sums.measured.reduce((a, b) => a + b, 0) / sums.measured.length,
      baselineKwh: baseline?.kwh ?? null,
      excused,
      confidence: worked || standing ? 0.6 : 0,
      why:
        worked || standing
          ? {
              zh: `截至目前，扣除值守负荷后的用电已达常态施工日全天的 ${percent}%（暂判）。`,
              en: `So far the energy above the standing load is ${percent}% of a whole working day's (provisional).`,
            }
          : { zh: '当日尚未结束，暂不能判断。', en: 'The day still runs; nothing can be said yet.' },
    },
  };
}
