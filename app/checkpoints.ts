import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
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
 * Where the evaluation of each project can go on: today, the days before, then about one a week. They lie deflated in
 * the records: a city's have 80 MB as text, and but the newest is seldom looked at.
 */
export class Checkpoints {
  readonly #records: RecordsStore;
  #rules = '';
  #bases = new WeakMap<ProjectFacts, string>();
  /** By project: the days that have one, saved or not. */
  readonly #days = new Map<string, Set<string>>();
  /** What is not saved yet, by project and day; `body` null: dropped. */
  readonly #unsaved = new Map<string, { project: string; day: string; body: Buffer | null }>();

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
    for (const { project, day } of await this.#records.checkpointDays()) this.#daysOf(project).add(day);
  }

  /** The newest of which `isStart` says so and that holds for these facts; null: none. */
  async newest(
    facts: ProjectFacts,
    isStart: (checkpoint: Checkpoint) => boolean,
  ): Promise<Checkpoint | null> {
    const { id } = facts.project;
    const basis = this.#basis(facts);
    for (const day of [...this.#daysOf(id)].sort().reverse()) {
      const body = this.#unsaved.get(keyOf(id, day))?.body ?? (await this.#records.checkpoint(id, day));
      if (body === null) continue;
      const sealed = JSON.parse(inflateRawSync(body).toString()) as Sealed;
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
    const days = this.#daysOf(id);
    for (const day of days) if (start === null || day > start.day) this.#put(id, day, null);
    const worthKeeping = thin([...days, ...fresh.map(({ day }) => day)]);
    for (const day of days) if (!worthKeeping.has(day)) this.#put(id, day, null);
    const basis = this.#basis(facts);
    for (const checkpoint of fresh) {
      if (!worthKeeping.has(checkpoint.day) || isSame(checkpoint, start)) continue;
      const sealed: Sealed = { basis, checkpoint };
      this.#put(id, checkpoint.day, deflated(sealed));
    }
  }

  /** Writes what changed since the last time, in one transaction. */
  async save(): Promise<void> {
    const changed = [...this.#unsaved.values()];
    if (changed.length === 0) return;
    const puts = changed.flatMap(({ project, day, body }) => (body === null ? [] : [{ project, day, body }]));
    await this.#records.putCheckpoints(
      puts,
      changed.filter(({ body }) => body === null),
    );
    // Not before: what could not be written is tried again.
    for (const one of changed) {
      const key = keyOf(one.project, one.day);
      if (this.#unsaved.get(key) === one) this.#unsaved.delete(key);
    }
  }

  #put(project: string, day: string, body: Buffer | null): void {
    if (body === null) this.#daysOf(project).delete(day);
    else this.#daysOf(project).add(day);
    this.#unsaved.set(keyOf(project, day), { project, day, body });
  }

  #daysOf(project: string): Set<string> {
    const known = this.#days.get(project);
    if (known !== undefined) return known;
    const fresh = new Set<string>();
    this.#days.set(project, fresh);
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

function keyOf(project: string, day: string): string {
  return `${project} ${day}`;
}

/** A run hands back the checkpoint that it began at, too; only what is sealed by then may have changed in it. */
function isSame(checkpoint: Checkpoint, start: Checkpoint | null): boolean {
  return checkpoint.day === start?.day && isDeepStrictEqual(checkpoint.sealedMs, start.sealedMs);
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
