import type { Logger } from 'pino';
import type { ParametersPort, TrialState } from '../../api/ports.ts';
import type { ParameterValues, RulesView } from '../../api/schemas/rules.ts';
import type { Fault } from '../../model/error.ts';
import type { RulesConfiguration } from '../../rules/configuration.ts';
import type { ProjectFacts } from '../../rules/evaluate.ts';
import type { ReadingsStore } from '../../store/readings.ts';
import type { Act, RecordsStore } from '../../store/records.ts';
import { keepRulesChange, readRulesChange, rulesWith, valueAt } from './changes.ts';
import { parameterForms } from './forms.ts';
import { tryRules } from './trial.ts';

interface DeskParts {
  records: RecordsStore;
  readings: Pick<ReadingsStore, 'series'>;
  facts: () => ReadonlyMap<string, ProjectFacts>;
  configured: RulesConfiguration;
  timeZone: string;
  nowMs: () => number;
  log: Logger;
}

/** The rules' parameters as people see and change them, with one trial at a time. */
export class ParameterDesk implements ParametersPort {
  readonly #parts: DeskParts;
  #trial: TrialState | null = null;
  #calledOff = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  async parameters(): Promise<RulesView> {
    const { configured } = this.#parts;
    const change = await readRulesChange(this.#parts.records);
    const parameters = parameterForms.map((form) => {
      const own = valueAt(configured, form.path);
      return { ...form, value: change?.values[form.path] ?? own, configured: own };
    });
    return { parameters, change };
  }

  /** Begins a trial of other values; the one before is called off. Faults where the values cannot be. */
  async beginTrial(values: ParameterValues): Promise<{ faults: Fault[] } | null> {
    const { records, configured, log } = this.#parts;
    const after = rulesWith(configured, values);
    if ('faults' in after) return after;
    const now = rulesWith(configured, (await readRulesChange(records))?.values ?? {});
    const before = 'rules' in now ? now.rules : configured;
    await this.stop();
    const { signal } = this.#calledOff;
    const total = this.#parts.facts().size;
    this.#trial = { state: 'running', values, done: 0, total };
    const onProgress = (done: number) => {
      this.#trial = { state: 'running', values, done, total };
    };
    this.#running = tryRules(this.#parts, { before, after: after.rules }, onProgress, signal).then(
      (outcome) => {
        this.#trial = { state: 'done', values, outcome };
      },
      (error: unknown) => {
        if (signal.aborted) return;
        log.error({ error }, 'a trial of the rules failed');
        this.#trial = { state: 'failed', values };
      },
    );
    return null;
  }

  trial(): TrialState | null {
    return this.#trial;
  }

  /** Makes the values hold from the next run of the rules on. Faults where they cannot be. */
  async change(
    values: ParameterValues,
    note: string,
    { actor, atMs }: Act,
  ): Promise<{ faults: Fault[] } | null> {
    const { records, configured } = this.#parts;
    const after = rulesWith(configured, values);
    if ('faults' in after) return after;
    const before = (await readRulesChange(records))?.values ?? {};
    // What the configuration says already needs no change; it then follows the configuration.
    const own = Object.entries(values).filter(([path, value]) => valueAt(configured, path) !== value);
    await keepRulesChange(records, { values: Object.fromEntries(own), note, actor, atMs }, before);
    return null;
  }

  /** Calls a trial under way off. */
  async stop(): Promise<void> {
    this.#calledOff.abort();
    await this.#running;
    this.#calledOff = new AbortController();
    this.#trial = null;
  }
}
