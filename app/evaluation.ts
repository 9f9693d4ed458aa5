import type { Logger } from 'pino';
import { Histogram, type Registry as Metrics } from 'prom-client';
import type { Finding } from '../model/finding.ts';
import { periodDays, periodOf } from '../model/period.ts';
import type { ReadingSeries } from '../model/reading.ts';
import type { Registry } from '../model/registry.ts';
import { type Standing, standingSubjects } from '../model/standing.ts';
import { type Checkpoint, startingPoint } from '../rules/checkpoint.ts';
import type { City, ProjectAnswer, ProjectFacts } from '../rules/evaluate.ts';
import { evaluateProject } from '../rules/project.ts';
import { standingsOf } from '../rules/standings.ts';
import type { ReadingsStore, Touched } from '../store/readings.ts';
import type { RecordsStore } from '../store/records.ts';
import { Checkpoints } from './checkpoints.ts';
import { Panels } from './panels.ts';

const hourMs = 3_600_000;
/** A row is stamped a little before it is written; looking back this far misses none. */
const writeDelayMs = 120_000;
/** Projects whose readings are fetched by one query: few queries, little memory. */
const projectsAtOnce = 12;
const evaluatedMark = 'evaluated-stored-ms';

export interface EvaluationParts {
  readings: ReadingsStore;
  records: RecordsStore;
  city: City;
  /** The registry as it is now, and the facts cut from it. */
  roster: { readonly registry: Registry; readonly facts: ReadonlyMap<string, ProjectFacts> };
  nowMs: () => number;
  log: Logger;
  metrics: Metrics;
  onEvaluated: (evaluated: Evaluated) => void;
}

/** What a run changed, for those who show it. */
export interface Evaluated {
  atMs: number;
  projects: string[];
  findings: Finding[];
}

/**
 * Runs the rules over what changed: each project once an hour, and again as soon as a reading older than this hour
 * came in. Readings, checkpoints and how far it has come lie in the stores, so a restart goes on where it was.
 */
export class Evaluation {
  readonly #parts: EvaluationParts;
  readonly #checkpoints: Checkpoints;
  readonly #panels: Panels;
  readonly #duration: Histogram;
  #sinceMs = 0;
  /** Newest `storedMs` that was looked at, by meter. */
  readonly #seen = new Map<string, number>();
  /** The hour of a project's last run, and the facts it ran with. */
  readonly #last = new Map<string, { hour: number; facts: ProjectFacts }>();
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(parts: EvaluationParts) {
    this.#parts = parts;
    this.#checkpoints = new Checkpoints(parts.records, parts.city.rules);
    this.#panels = new Panels(parts.readings, parts.city.timeZone);
    this.#duration = new Histogram({
      name: 'liangshai_evaluation_seconds',
      help: 'Duration of one run of the rules over all that changed',
      buckets: [0.01, 0.1, 0.5, 1, 2, 5, 10, 30, 60],
      registers: [parts.metrics],
    });
  }

  async start(): Promise<void> {
    this.#sinceMs = Number((await this.#parts.records.mark(evaluatedMark)) ?? 0);
    await this.#checkpoints.load();
  }

  /** Waits for the run under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  /** One run; while one is under way, that one. */
  run(): Promise<void> {
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #run(): Promise<void> {
    const { readings, records, roster, nowMs, log } = this.#parts;
    const { facts, registry } = roster;
    const began = performance.now();
    const atMs = nowMs();
    const touched = (await readings.touchedSince(this.#sinceMs - writeDelayMs)).filter(
      ({ meter, storedMs }) => storedMs > (this.#seen.get(meter) ?? 0),
    );
    const due = this.#due(facts, touched, atMs);
    const findings: Finding[] = [];
    for (let index = 0; index < due.length && !this.#stopped; index += projectsAtOnce) {
      findings.push(...(await this.#evaluate(due.slice(index, index + projectsAtOnce), touched, atMs)));
    }
    if (this.#stopped) return;
    await this.#checkpoints.save();
    await records.putMark(evaluatedMark, String(atMs));
    this.#sinceMs = atMs;
    if (due.length === 0) return;
    await this.#panels.writeProjects(registry, atMs);
    await this.#panels.writeProgress(due, atMs);
    await this.#panels.writeFindings(facts, findings, registry, atMs);
    await this.#panels.writeStandings(await this.#rank(registry, atMs), registry);
    this.#parts.onEvaluated({ atMs, projects: due.map(({ project }) => project.id), findings });
    const seconds = (performance.now() - began) / 1000;
    this.#duration.observe(seconds);
    log.info({ projects: due.length, seconds: Number(seconds.toFixed(3)) }, 'evaluated');
  }

  #due(facts: ReadonlyMap<string, ProjectFacts>, touched: readonly Touched[], atMs: number): ProjectFacts[] {
    const hour = hourOf(atMs);
    const late = new Set(touched.filter(({ fromMs }) => fromMs < hour).map(({ meter }) => meter));
    return [...facts.values()].filter((fact) => {
      const last = this.#last.get(fact.project.id);
      return last?.facts !== fact || last.hour !== hour || fact.meters.some(({ id }) => late.has(id));
    });
  }

  async #evaluate(
    facts: readonly ProjectFacts[],
    touched: readonly Touched[],
    atMs: number,
  ): Promise<Finding[]> {
    const { readings, city } = this.#parts;
    const starts = new Map(facts.map((fact) => [fact.project.id, this.#startOf(fact, touched)]));
    const series = await this.#readingsOf(facts, starts, atMs);
    const answers: [ProjectFacts, ProjectAnswer][] = [];
    for (const fact of facts) {
      const { id } = fact.project;
      const answer = evaluateProject(city, {
        facts: fact,
        start: starts.get(id) ?? null,
        readings: series.get(id) ?? [],
        untilMs: atMs,
        checkpointsFrom: this.#checkpoints.firstDay(atMs, city.timeZone),
      });
      this.#checkpoints.keep(fact, starts.get(id) ?? null, answer.checkpoints);
      answers.push([fact, answer]);
      // A run over the whole city takes seconds; readings and the board come first.
      await new Promise(setImmediate);
    }
    await readings.writeEnergy(
      answers.flatMap(([{ project }, { energy }]) =>
        energy.map((series) => ({ ...series, project: project.id })),
      ),
    );
    await readings.writeActivity(
      answers.flatMap(([{ project }, { hours, days }]) =>
        [...hours, ...days].map((row) => ({
          ...row,
          district: project.district,
          department: project.department,
        })),
      ),
    );
    const standing = await this.#replaceFindings(answers, atMs);
    const meters = new Set(facts.flatMap((fact) => fact.meters.map(({ id }) => id)));
    for (const { meter, storedMs } of touched) if (meters.has(meter)) this.#seen.set(meter, storedMs);
    for (const fact of facts) this.#last.set(fact.project.id, { hour: hourOf(atMs), facts: fact });
    return standing;
  }

  /** What stands in the records afterwards, where a person may have closed one; those that were withdrawn, closed. */
  async #replaceFindings(
    answers: readonly [ProjectFacts, ProjectAnswer][],
    atMs: number,
  ): Promise<Finding[]> {
    const { records, city } = this.#parts;
    const projects = answers.map(([{ project }]) => project.id);
    const before = await records.findings({ projects, open: true });
    const findings = answers.flatMap(([, answer]) => answer.findings);
    await records.replaceFindings(projects, findings, { actor: 'system', atMs });
    const after = await records.findings({ projects });
    const ids = new Set(after.map(({ id }) => id));
    const today = dayOf(atMs, city.timeZone).toString();
    return [...after, ...before.filter(({ id }) => !ids.has(id)).map((gone) => ({ ...gone, closed: today }))];
  }

  #startOf(fact: ProjectFacts, touched: readonly Touched[]): Checkpoint | null {
    const meters = new Set(fact.meters.map(({ id }) => id));
    const changes = touched.filter(({ meter }) => meters.has(meter));
    return this.#checkpoints.newest(fact, (checkpoint) => startingPoint([checkpoint], changes) !== null);
  }

  async #readingsOf(
    facts: readonly ProjectFacts[],
    starts: ReadonlyMap<string, Checkpoint | null>,
    atMs: number,
  ): Promise<Map<string, ReadingSeries[]>> {
    const project = new Map(facts.flatMap((fact) => fact.meters.map(({ id }) => [id, fact.project.id])));
    const byBegin = Map.groupBy(facts, (fact) => starts.get(fact.project.id)?.beginMs ?? 0);
    const series = new Map<string, ReadingSeries[]>();
    for (const [fromMs, group] of byBegin) {
      const meters = [...new Set(group.flatMap((fact) => fact.meters.map(({ id }) => id)))];
      if (meters.length === 0) continue;
      for await (const one of this.#parts.readings.series(meters, { fromMs, toMs: atMs + 1 })) {
        const id = project.get(one.meter);
        if (id === undefined) continue;
        const known = series.get(id);
        if (known) known.push(one);
        else series.set(id, [one]);
      }
    }
    return series;
  }

  /** The standings of the half month that is running. */
  async #rank({ projects }: Registry, atMs: number): Promise<Standing[]> {
    const { readings, records, city } = this.#parts;
    const today = Temporal.Instant.fromEpochMilliseconds(atMs)
      .toZonedDateTimeISO(city.timeZone)
      .toPlainDate();
    const period = periodOf(today, 'half-month');
    const { first, last } = periodDays(period)!;
    const range = {
      fromMs: first.toZonedDateTime(city.timeZone).epochMilliseconds,
      toMs: last.add({ days: 1 }).toZonedDateTime(city.timeZone).epochMilliseconds,
    };
    const days = await readings.activity(null, range, 'day');
    const ranked: Standing[] = [];
    for (const by of standingSubjects) {
      const before = await records.standings(period, by);
      const snails = new Set(before.filter(({ snail }) => snail).map(({ subject }) => `${by}/${subject}`));
      ranked.push(...standingsOf(by, { period, projects, days, snails, timeZone: city.timeZone }));
    }
    await records.putStandings(ranked);
    return ranked;
  }
}

function hourOf(timeMs: number): number {
  return Math.floor(timeMs / hourMs) * hourMs;
}

function dayOf(timeMs: number, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(timeMs).toZonedDateTimeISO(timeZone).toPlainDate();
}
