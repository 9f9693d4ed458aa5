import type { Logger } from 'pino';
import { Gauge, Histogram, type Registry as Metrics } from 'prom-client';
import type { Finding } from '../model/finding.ts';
import type { ReadingSeries } from '../model/reading.ts';
import type { Registry } from '../model/registry.ts';
import type { Standing } from '../model/standing.ts';
import { type Checkpoint, startingPoint } from '../rules/checkpoint.ts';
import { type JudgingConfiguration, judgingOf, type RulesConfiguration } from '../rules/configuration.ts';
import type { City, ProjectAnswer, ProjectFacts } from '../rules/evaluate.ts';
import { evaluateProject } from '../rules/project.ts';
import type { ReadingsStore, Touched } from '../store/readings.ts';
import type { PageOpener, RecordsStore } from '../store/records.ts';
import { Checkpoints } from './checkpoints.ts';
import { EvaluatedUntil } from './evaluated-until.ts';
import { Panels } from './panels.ts';
import { Standstills } from './standstills.ts';

const hourMs = 3_600_000;
/** Projects whose readings are fetched by one query: few queries, little memory. */
const projectsAtOnce = 12;
/** What a long run has done is kept so often: a restart goes on there. */
const partMs = 5000;
/** Standings are sums over the city: they are not made anew for every late reading. */
const rankMs = 10_000;

export interface EvaluationParts {
  readings: ReadingsStore;
  records: RecordsStore;
  city: Omit<City, 'rules'>;
  /** The rules in force; asked for at every run. */
  rules: () => Promise<RulesConfiguration>;
  /** The registry as it is now, and the facts cut from it. */
  roster: { readonly registry: Registry; readonly facts: ReadonlyMap<string, ProjectFacts> };
  /** The pages that findings call for; written together with them. */
  openPages: PageOpener;
  /** Computes the standings of the periods that are not closed, and keeps them. */
  rank: (atMs: number) => Promise<Standing[]>;
  nowMs: () => number;
  log: Logger;
  metrics: Metrics;
  onEvaluated: (evaluated: Evaluated) => void;
}

/** What came in since the last run, by its meter: a city's whole list is not to be gone through for each project. */
type TouchedMeters = ReadonlyMap<string, readonly Touched[]>;

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
  readonly #until: EvaluatedUntil;
  readonly #standstills: Standstills;
  readonly #duration: Histogram;
  readonly #ended: Gauge;
  #ranked: { atMs: number; registry: Registry } | null = null;
  #isRankingDue = false;
  /** Those of the last run, as text. */
  #rules = '';
  /** The hour of a project's last run, and the facts it ran with. */
  readonly #last = new Map<string, { hour: number; facts: ProjectFacts }>();
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(parts: EvaluationParts) {
    this.#parts = parts;
    this.#checkpoints = new Checkpoints(parts.records);
    this.#until = new EvaluatedUntil(parts.readings, parts.records);
    this.#standstills = new Standstills(parts.city.timeZone);
    this.#panels = new Panels(parts.readings, parts.city.timeZone);
    this.#duration = new Histogram({
      name: 'liangshai_evaluation_seconds',
      help: 'Duration of one run of the rules over all that changed',
      buckets: [0.01, 0.1, 0.5, 1, 2, 5, 10, 30, 60],
      registers: [parts.metrics],
    });
    this.#ended = new Gauge({
      name: 'liangshai_evaluation_last_seconds',
      help: 'Unix time at which the last run of the rules ended',
      registers: [parts.metrics],
    });
  }

  async start(): Promise<void> {
    await this.#until.load();
    await this.#checkpoints.load();
    await this.#standstills.load(this.#parts.readings, this.#parts.nowMs(), this.#parts.city.calendar);
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
    const { roster, nowMs, log } = this.#parts;
    const { facts, registry } = roster;
    const rules = await this.#adoptRules();
    const began = performance.now();
    const atMs = nowMs();
    const touched = await this.#until.touched(facts, atMs);
    const due = this.#until.inOrder(this.#due(facts, touched, atMs));
    const byMeter = Map.groupBy(touched, ({ meter }) => meter);
    const first = await this.#evaluateAll(due, rules, byMeter, atMs);
    if (this.#stopped) return;
    // What these days turned out to be may excuse others, or no longer excuse them.
    const stood = this.#standstills.changed(facts, this.#parts.city.calendar);
    const again = new Set(stood.map(({ project }) => project.id));
    const findings = first.filter(({ project }) => !again.has(project));
    findings.push(...(await this.#evaluateAll(stood, rules, byMeter, atMs)));
    if (this.#stopped) return;
    const judged = [...new Set([...due, ...stood])];
    await this.#checkpoints.save();
    await this.#until.putWhole(atMs);
    await this.#show(judged, findings, registry, atMs);
    this.#ended.set(nowMs() / 1000);
    if (judged.length === 0) return;
    this.#parts.onEvaluated({ atMs, projects: judged.map(({ project }) => project.id), findings });
    const seconds = (performance.now() - began) / 1000;
    this.#duration.observe(seconds);
    log.info({ projects: judged.length, seconds: Number(seconds.toFixed(3)) }, 'evaluated');
  }

  /** A few projects at a time; what is done is kept as it goes. */
  async #evaluateAll(
    due: readonly ProjectFacts[],
    rules: JudgingConfiguration,
    touched: TouchedMeters,
    atMs: number,
  ): Promise<Finding[]> {
    const findings: Finding[] = [];
    const projects: string[] = [];
    let savedAt = performance.now();
    for (let index = 0; index < due.length && !this.#stopped; index += projectsAtOnce) {
      const group = due.slice(index, index + projectsAtOnce);
      findings.push(...(await this.#evaluate(group, rules, touched, atMs)));
      projects.push(...group.map(({ project }) => project.id));
      if (!this.#stopped && performance.now() - savedAt < partMs) continue;
      await this.#checkpoints.save();
      await this.#until.putPart({ atMs, projects });
      savedAt = performance.now();
    }
    return findings;
  }

  /** Writes what panels draw. */
  async #show(
    judged: readonly ProjectFacts[],
    findings: readonly Finding[],
    registry: Registry,
    atMs: number,
  ): Promise<void> {
    if (judged.length > 0) {
      await this.#panels.writeProjects(registry, atMs);
      await this.#panels.writeProgress(judged, atMs);
      await this.#panels.writeFindings(this.#parts.roster.facts, findings, registry, atMs);
    }
    this.#isRankingDue ||= judged.length > 0 || this.#ranked?.registry !== registry;
    const isFresh = this.#ranked?.registry === registry && Math.abs(atMs - this.#ranked.atMs) < rankMs;
    if (!this.#isRankingDue || isFresh) return;
    await this.#panels.writeStandings(await this.#parts.rank(atMs), registry);
    this.#ranked = { atMs, registry };
    this.#isRankingDue = false;
  }

  /**
   * Where those of judging were changed, every project is judged anew, from its first reading on; the others change the
   * standings at most.
   */
  async #adoptRules(): Promise<JudgingConfiguration> {
    const rules = await this.#parts.rules();
    const text = JSON.stringify(rules);
    this.#isRankingDue ||= text !== this.#rules;
    this.#rules = text;
    const judging = judgingOf(rules);
    if (this.#checkpoints.restOn(judging)) this.#last.clear();
    return judging;
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
    rules: JudgingConfiguration,
    touched: TouchedMeters,
    atMs: number,
  ): Promise<Finding[]> {
    const { readings, city } = this.#parts;
    const starts = new Map<string, Checkpoint | null>();
    for (const fact of facts) starts.set(fact.project.id, await this.#startOf(fact, touched, atMs));
    const series = await this.#readingsOf(facts, starts, atMs);
    const answers: [ProjectFacts, ProjectAnswer][] = [];
    for (const fact of facts) {
      const { id } = fact.project;
      const answer = evaluateProject(
        { ...city, rules },
        {
          facts: fact,
          start: starts.get(id) ?? null,
          readings: series.get(id) ?? [],
          untilMs: atMs,
          checkpointsFrom: this.#checkpoints.firstDay(atMs, city.timeZone),
          standstills: this.#standstills.days,
        },
      );
      this.#standstills.learn(id, answer, atMs);
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
    for (const id of meters) for (const row of touched.get(id) ?? []) this.#until.saw(row, atMs);
    for (const fact of facts) this.#last.set(fact.project.id, { hour: hourOf(atMs), facts: fact });
    return standing;
  }

  /** What stands in the records afterwards, where a person may have closed one; those that were withdrawn, closed. */
  async #replaceFindings(
    answers: readonly [ProjectFacts, ProjectAnswer][],
    atMs: number,
  ): Promise<Finding[]> {
    const { records, city, openPages } = this.#parts;
    const projects = answers.map(([{ project }]) => project.id);
    const before = await records.findings({ projects, open: true });
    const findings = answers.flatMap(([, answer]) => answer.findings);
    await records.replaceFindings(projects, findings, { actor: 'system', atMs }, openPages);
    const after = await records.findings({ projects });
    const ids = new Set(after.map(({ id }) => id));
    const today = dayOf(atMs, city.timeZone).toString();
    return [...after, ...before.filter(({ id }) => !ids.has(id)).map((gone) => ({ ...gone, closed: today }))];
  }

  #startOf(fact: ProjectFacts, touched: TouchedMeters, atMs: number): Promise<Checkpoint | null> {
    const meters = new Set(fact.meters.map(({ id }) => id));
    const changes = [...meters].flatMap((id) => touched.get(id) ?? []);
    const { days } = this.#standstills;
    // Where the machine's clock was set back there are checkpoints of days to come.
    const isStart = (checkpoint: Checkpoint) =>
      checkpoint.beginMs <= atMs && startingPoint([checkpoint], changes, days) !== null;
    return this.#checkpoints.newest(fact, isStart);
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
}

function hourOf(timeMs: number): number {
  return Math.floor(timeMs / hourMs) * hourMs;
}

function dayOf(timeMs: number, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(timeMs).toZonedDateTimeISO(timeZone).toPlainDate();
}
