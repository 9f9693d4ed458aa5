import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Checkpoint } from '../rules/checkpoint.ts';
import type { JudgingConfiguration } from '../rules/configuration.ts';
import type { ProjectFacts } from '../rules/evaluate.ts';
import type { RecordsStore } from '../store/records.ts';

/** Late readings are normal up to 35 days back; one day more, and each of them finds a checkpoint before it. */
const reachDays = 36;
/** Days in a row that are kept one by one; older ones are thinned to one a week. */
const denseDays = 3;

/** What a checkpoint rests on besides readings: with other facts or parameters it is worth nothing. */
interface Sealed {
  basis: string;
  checkpoint: Checkpoint;
}

/**
 * Where the evaluation of each project can go on: today, the days before, then about one a week. They lie deflated,
 * in memory as in the records: a city's have 80 MB as text, and but the newest is seldom looked at.
 */
export class Checkpoints {
  readonly #records: RecordsStore;
  #rules = '';
  #bases = new WeakMap<ProjectFacts, string>();
  readonly #kept = new Map<string, Map<string, Buffer>>();
  readonly #changed = new Map<string, { project: string; day: string }>();

  constructor(records: RecordsStore) {
    this.#records = records;
  }

  /** Says by which rules is judged from now on; answers whether they are others. Checkpoints of others are not used. */
  restOn(rules: JudgingConfiguration): boolean {
    const text = JSON.stringify(rules);
    if (text === this.#rules) return false;
    this.#rules = text;
    this.#bases = new WeakMap();
    return true;
  }

  async load(): Promise<void> {
    for (const { project, day, body } of await this.#records.checkpoints()) {
      this.#ofProject(project).set(day, Buffer.from(body));
    }
  }

  /** The newest of which `isStart` says so and that holds for these facts; null: none. */
  newest(facts: ProjectFacts, isStart: (checkpoint: Checkpoint) => boolean): Checkpoint | null {
    const days = this.#ofProject(facts.project.id);
    const basis = this.#basis(facts);
    for (const day of [...days.keys()].sort().reverse()) {
      const sealed = JSON.parse(inflateRawSync(days.get(day)!).toString()) as Sealed;
      if (sealed.basis === basis && isStart(sealed.checkpoint)) return sealed.checkpoint;
    }
    return null;
  }

  /** The first day of which a checkpoint is worth having. */
  firstDay(atMs: number, timeZone: string): string {
    const today = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone).toPlainDate();
    return today.subtract({ days: reachDays }).toString();
  }

  /** Those after `start` are outdated by the run that began there; `fresh` takes their place. */
  keep(facts: ProjectFacts, start: Checkpoint | null, fresh: readonly Checkpoint[]): void {
    const { id } = facts.project;
    const kept = this.#ofProject(id);
    for (const day of kept.keys()) if (start === null || day > start.day) this.#put(id, day, null);
    const worthKeeping = thin([...kept.keys(), ...fresh.map(({ day }) => day)]);
    for (const day of kept.keys()) if (!worthKeeping.has(day)) this.#put(id, day, null);
    const basis = this.#basis(facts);
    for (const checkpoint of fresh.filter(({ day }) => worthKeeping.has(day))) {
      const sealed: Sealed = { basis, checkpoint };
      this.#put(id, checkpoint.day, deflated(sealed));
    }
  }

  /** Writes what changed since the last time, in one transaction. */
  async save(): Promise<void> {
    const changed = [...this.#changed.values()];
    const body = ({ project, day }: { project: string; day: string }) => this.#kept.get(project)?.get(day);
    const puts = changed.flatMap((key) => {
      const bytes = body(key);
      return bytes === undefined ? [] : [{ ...key, body: bytes }];
    });
    const drops = changed.filter((key) => body(key) === undefined);
    if (changed.length > 0) await this.#records.putCheckpoints(puts, drops);
    // Not before: what could not be written is tried again.
    this.#changed.clear();
  }

  #put(project: string, day: string, body: Buffer | null): void {
    const kept = this.#ofProject(project);
    const before = kept.get(day);
    if (body === null ? before === undefined : before?.equals(body)) return;
    if (body === null) kept.delete(day);
    else kept.set(day, body);
    this.#changed.set(`${project} ${day}`, { project, day });
  }

  #ofProject(project: string): Map<string, Buffer> {
    const known = this.#kept.get(project);
    if (known !== undefined) return known;
    const fresh = new Map<string, Buffer>();
    this.#kept.set(project, fresh);
    return fresh;
  }

  #basis(facts: ProjectFacts): string {
    const known = this.#bases.get(facts);
    if (known !== undefined) return known;
    const basis = createHash('sha256').update(JSON.stringify(facts)).update(this.#rules).digest('base64');
    this.#bases.set(facts, basis);
    return basis;
  }
}

/** In memory of its own size: what zlib answers lies at the head of a chunk of 64 KB, all of which it would hold. */
function deflated(sealed: Sealed): Buffer {
  const bytes = deflateRawSync(JSON.stringify(sealed), { level: 1 });
  const own = Buffer.allocUnsafeSlow(bytes.length);
  own.set(bytes);
  return own;
}

/** The newest days one by one, then the Mondays, as far back as readings may still come. */
function thin(days: readonly string[]): Set<string> {
  const newest = days.toSorted().at(-1);
  if (newest === undefined) return new Set();
  const oldest = Temporal.PlainDate.from(newest).subtract({ days: reachDays }).toString();
  const dense = Temporal.PlainDate.from(newest).subtract({ days: denseDays }).toString();
  const isMonday = (day: string) => Temporal.PlainDate.from(day).dayOfWeek === 1;
  return new Set(days.filter((day) => day >= oldest && (day > dense || isMonday(day))));
}
