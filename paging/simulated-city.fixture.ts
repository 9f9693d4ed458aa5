import type { Finding } from '../model/finding.ts';
import type { Meter } from '../model/meter.ts';
import type { ReadingSeries } from '../model/reading.ts';
import { chineseCalendar } from '../registry/calendar.ts';
import { type Checkpoint, startingPoint } from '../rules/checkpoint.ts';
import { RulesConfiguration } from '../rules/configuration.ts';
import type { ProjectFacts } from '../rules/evaluate.ts';
import { evaluateProject } from '../rules/project.ts';
import { type City, generateCity } from '../simulators/city/city.ts';
import { SiteRun } from '../simulators/load/site-run.ts';
import { Frame } from '../simulators/meters/frame.ts';
import { tellDay } from '../simulators/meters/telling.ts';
import { dayNumber, dayText } from '../simulators/surroundings/days.ts';
import type { ActivityRow } from '../store/readings.ts';

export const timeZone = 'Asia/Shanghai';
export const calendar = chineseCalendar();

/** What a site's meters said, and on which days somebody should have been held to account for a stop. */
export interface SimulatedSite {
  facts: ProjectFacts;
  readings: ReadingSeries[];
  stalledDays: string[];
}

/** A simulated city with everything its meters said from its first to its last day. `isLost` drops readings. */
export function simulate(
  options: Parameters<typeof generateCity>[0],
  isLost: (district: string, timeMs: number) => boolean,
): { city: City; sites: SimulatedSite[] } {
  const city = generateCity(options);
  const { registry } = city;
  const sites = city.sites.map((site): SimulatedSite => {
    const project = registry.projects.find(({ id }) => id === site.id)!;
    const meters = registry.meters.filter((meter) => meter.project === site.id);
    const told = new Map<string, [timeMs: number, energyKwh: number, powerKw: number, voltage: number][]>();
    const stalledDays: string[] = [];
    const run = new SiteRun(site, city.surroundings, city.firstDay);
    const frame = new Frame();
    while (run.day < dayNumber(options.asOf)) {
      const { day, stall } = run.next();
      if (stall !== '') stalledDays.push(dayText(day));
      for (const load of run.loads) {
        const { id, count, timeMs, energyKwh, powerKw, voltageA } = tellDay(frame, run, load);
        const rows = told.get(id) ?? [];
        told.set(id, rows);
        for (let i = 0; i < count; i++) {
          if (isLost(site.district, timeMs[i]!)) continue;
          rows.push([timeMs[i]!, energyKwh[i]!, powerKw[i]!, voltageA[i]!]);
        }
      }
    }
    return {
      facts: {
        project,
        meters,
        suspensions: registry.suspensions.filter((one) => one.project === site.id || one.project === '*'),
        investments: registry.investments.filter((one) => one.project === site.id),
        milestones: registry.milestones.filter((one) => one.project === site.id),
        plans: registry.plans.filter((one) => one.project === site.id),
      },
      readings: [...told].map(([id, rows]) => seriesOf(id, rows, meters)),
      stalledDays,
    };
  });
  return { city, sites };
}

function seriesOf(id: string, rows: readonly (readonly number[])[], meters: readonly Meter[]): ReadingSeries {
  const multiplier = meters.find((meter) => meter.id === id)?.multiplier ?? 1;
  const sorted = [...new Map(rows.map((row) => [row[0], row])).values()].sort((a, b) => a[0]! - b[0]!);
  const column = (index: number, factor = 1) => Float64Array.from(sorted, (row) => row[index]! * factor);
  return {
    meter: id,
    timeMs: column(0),
    receivedMs: column(0),
    energyKwh: column(1, multiplier),
    powerKw: column(2, multiplier),
    voltageMinV: column(3),
    voltageMaxV: column(3),
  };
}

/** The rules over a site, from one moment to the next, as they would have run live. */
export class SiteEvaluation {
  readonly #site: SimulatedSite;
  #checkpoints: Checkpoint[] = [];
  #untilMs = 0;

  constructor(site: SimulatedSite) {
    this.#site = site;
  }

  /** All findings at a moment, and its newest days. */
  at(untilMs: number): { findings: Finding[]; days: ActivityRow[] } {
    const { facts, readings } = this.#site;
    const changes = facts.meters.map(({ id }) => ({ meter: id, fromMs: this.#untilMs }));
    const start = startingPoint(this.#checkpoints, changes);
    const day = (ms: number) =>
      Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toPlainDate();
    const answer = evaluateProject(
      { timeZone, calendar, rules: RulesConfiguration.parse({}) },
      {
        facts,
        start,
        readings,
        untilMs,
        checkpointsFrom: day(untilMs).subtract({ days: 2 }).toString(),
        hours: false,
      },
    );
    this.#checkpoints = answer.checkpoints;
    this.#untilMs = untilMs;
    const { district, department } = facts.project;
    return {
      findings: answer.findings,
      days: answer.days.slice(-2).map((row) => ({ ...row, district, department })),
    };
  }
}
