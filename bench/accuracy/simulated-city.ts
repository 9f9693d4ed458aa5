import { GrowingColumns } from '../../app/commands/backtest-columns.ts';
import type { TruthDay } from '../../app/commands/evaluate-files.ts';
import { projectFacts } from '../../app/facts.ts';
import type { ReadingSeries } from '../../model/reading.ts';
import { dayNumber, dayText } from '../../rules/city-days.ts';
import type { ProjectQuestion } from '../../rules/evaluate.ts';
import { type City, generateCity } from '../../simulators/city/city.ts';
import type { Site } from '../../simulators/city/site.ts';
import { SiteRun } from '../../simulators/load/site-run.ts';
import { Frame } from '../../simulators/meters/frame.ts';
import { tellDay } from '../../simulators/meters/telling.ts';
import { dayStartMs } from '../../simulators/surroundings/days.ts';
import type { Labelled } from './folder.ts';

/** A simulated city to be judged; `names` as for `--with` of `liangshai simulate`. */
export interface SimulatedCity {
  seed: number;
  projects: number;
  days: number;
  /** Last day, `YYYY-MM-DD`. */
  until: string;
  names: string;
}

export function cityToJudge({ seed, projects, days, until, names }: SimulatedCity): City {
  const startDay = dayText(dayNumber(until) - days + 1);
  return generateCity({ seed, projects, startDay, asOf: until, with: names });
}

/** `SEED[:NAMES[:UNTIL[:PROJECTS[:DAYS]]]]`, a city in one word. */
export function cityOf(word: string): City {
  const [seed, names = 'all', until = '2026-10-31', projects = '60', days = '180'] = word.split(':');
  return cityToJudge({ seed: Number(seed), names, until, projects: Number(projects), days: Number(days) });
}

/** Lets sites of a city live through its days; the readings stay in memory. Default: all of them. */
export function simulate(city: City, sites: readonly Site[] = city.sites): Labelled {
  const facts = projectFacts(city.registry, new Map());
  const lastDay = dayNumber(city.options.asOf);
  const truth: TruthDay[] = [];
  const questions = sites.map((site): ProjectQuestion => {
    const multipliers = new Map(facts.get(site.id)!.meters.map(({ id, multiplier }) => [id, multiplier]));
    const sent = new SentReadings(multipliers);
    const run = new SiteRun(site, city.surroundings, city.firstDay);
    const frame = new Frame();
    while (run.day < lastDay) {
      const { day, state, stall } = run.next();
      truth.push({ project: site.id, date: dayText(day), state, stall });
      for (const load of run.loads) sent.add(tellDay(frame, run, load));
    }
    return {
      facts: facts.get(site.id)!,
      start: null,
      readings: sent.series(),
      untilMs: dayStartMs(lastDay + 1),
      hours: false,
      checkpointsFrom: null,
    };
  });
  return { truth, questions };
}

/** What the meters of one site sent, by the id under which they spoke. */
class SentReadings {
  readonly #multipliers: ReadonlyMap<string, number>;
  readonly #columns = new Map<string, GrowingColumns>();

  constructor(multipliers: ReadonlyMap<string, number>) {
    this.#multipliers = multipliers;
  }

  add({ id, count, timeMs, energyKwh, powerKw, voltageA, voltageB, voltageC }: Frame): void {
    const multiplier = this.#multipliers.get(id);
    if (multiplier === undefined) return;
    const columns = this.#columns.get(id) ?? new GrowingColumns(id);
    this.#columns.set(id, columns);
    for (let i = 0; i < count; i += 1) {
      const lowestV = Math.min(voltageA[i]!, voltageB[i]!, voltageC[i]!);
      columns.push(timeMs[i]!, energyKwh[i]! * multiplier, powerKw[i]! * multiplier, lowestV);
    }
  }

  series(): ReadingSeries[] {
    return [...this.#columns.values()].map((columns) => columns.series());
  }
}
