import { createHash } from 'node:crypto';
import type { Checkpoint } from '../rules/checkpoint.ts';
import type { RulesConfiguration } from '../rules/configuration.ts';
import type { ProjectFacts } from '../rules/evaluate.ts';
import type { RecordsStore } from '../store/records.ts';

/** Late readings are normal up to 35 days back; one day more, and each of them finds a checkpoint before it. */
const reachDays = 36;
/** Days in a row that are kept one by one; older ones are thinned to one a week. */
const denseDays = 3;

interface Kept {
  /** Hash of what the checkpoints rest on besides readings; with other facts or parameters they are worth nothing. */
  basis: string;
  checkpoints: Checkpoint[];
}

/** Where the evaluation of each project can go on: today, the days before, then about one a week. */
export class Checkpoints {
  readonly #records: RecordsStore;
  readonly #rules: string;
  readonly #bases = new WeakMap<ProjectFacts, string>();
  readonly #kept = new Map<string, Kept>();
  /** As they lie in the store. */
  readonly #saved = new Map<string, string>();
  readonly #touched = new Set<string>();

  constructor(records: RecordsStore, rules: RulesConfiguration) {
    this.#records = records;
    this.#rules = JSON.stringify(rules);
  }

  async load(): Promise<void> {
    for (const { project, json } of await this.#records.checkpoints()) {
      this.#kept.set(project, JSON.parse(json) as Kept);
      this.#saved.set(project, json);
    }
  }

  /** Those that hold for these facts, in the order of their days. */
  of(facts: ProjectFacts): readonly Checkpoint[] {
    const kept = this.#kept.get(facts.project.id);
    return kept !== undefined && kept.basis === this.#basis(facts) ? kept.checkpoints : [];
  }

  /** The first day of which a checkpoint is worth having. */
  firstDay(atMs: number, timeZone: string): string {
    const today = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone).toPlainDate();
    return today.subtract({ days: reachDays }).toString();
  }

  /** Those after `start` are outdated by the run that began there; `fresh` takes their place. */
  keep(facts: ProjectFacts, start: Checkpoint | null, fresh: readonly Checkpoint[]): void {
    const freshDays = new Set(fresh.map(({ day }) => day));
    const before = this.of(facts).filter(
      ({ day }) => start !== null && day <= start.day && !freshDays.has(day),
    );
    this.#kept.set(facts.project.id, { basis: this.#basis(facts), checkpoints: thin([...before, ...fresh]) });
    this.#touched.add(facts.project.id);
  }

  /** Writes those that changed since the last time, in one transaction. */
  async save(): Promise<void> {
    const rows = [...this.#touched]
      .map((project) => ({ project, json: JSON.stringify(this.#kept.get(project)) }))
      .filter(({ project, json }) => this.#saved.get(project) !== json);
    if (rows.length > 0) await this.#records.putCheckpoints(rows);
    for (const { project, json } of rows) this.#saved.set(project, json);
    this.#touched.clear();
  }

  #basis(facts: ProjectFacts): string {
    const known = this.#bases.get(facts);
    if (known !== undefined) return known;
    const basis = createHash('sha256').update(JSON.stringify(facts)).update(this.#rules).digest('base64');
    this.#bases.set(facts, basis);
    return basis;
  }
}

function thin(checkpoints: readonly Checkpoint[]): Checkpoint[] {
  const newest = checkpoints.at(-1);
  if (newest === undefined) return [];
  const oldest = Temporal.PlainDate.from(newest.day).subtract({ days: reachDays }).toString();
  const dense = Temporal.PlainDate.from(newest.day).subtract({ days: denseDays }).toString();
  const isMonday = (day: string) => Temporal.PlainDate.from(day).dayOfWeek === 1;
  return checkpoints.filter(({ day }) => day >= oldest && (day > dense || isMonday(day)));
}
