import type { ProjectFacts } from '../rules/evaluate.ts';
import type { ReadingsStore, Touched } from '../store/readings.ts';
import type { RecordsStore } from '../store/records.ts';

/** A row is stamped a little before it is written; looking back this far misses none. */
const writeDelayMs = 120_000;
const wholeMark = 'evaluated-stored-ms';
const partMark = 'evaluated-part';

/** Projects that a run has judged which did not come to its end, and when it began. */
interface Part {
  atMs: number;
  projects: string[];
}

/** How far the evaluation has come: kept in the records, so that after a restart nothing is looked at twice. */
export class EvaluatedUntil {
  readonly #readings: Pick<ReadingsStore, 'touchedSince'>;
  readonly #records: Pick<RecordsStore, 'mark' | 'putMark'>;
  #sinceMs = 0;
  #part: Part | null = null;
  /** Newest `storedMs` that was looked at, by meter. */
  readonly #seen = new Map<string, number>();

  constructor(
    readings: Pick<ReadingsStore, 'touchedSince'>,
    records: Pick<RecordsStore, 'mark' | 'putMark'>,
  ) {
    this.#readings = readings;
    this.#records = records;
  }

  async load(): Promise<void> {
    this.#sinceMs = Number((await this.#records.mark(wholeMark)) ?? 0);
    const part = JSON.parse((await this.#records.mark(partMark)) ?? 'null') as Part | null;
    this.#part = part !== null && part.atMs > this.#sinceMs ? part : null;
  }

  /** What came in since it was looked at; of projects that an unfinished run has judged, since the begin of that run. */
  async touched(facts: ReadonlyMap<string, ProjectFacts>, atMs: number): Promise<Touched[]> {
    if (atMs < this.#sinceMs) this.#rewind(atMs);
    const touched = await this.#since(this.#sinceMs);
    if (this.#part === null) return touched;
    const judged = new Set(
      this.#part.projects.flatMap((id) => (facts.get(id)?.meters ?? []).map((meter) => meter.id)),
    );
    const later = await this.#since(this.#part.atMs);
    return [
      ...touched.filter(({ meter }) => !judged.has(meter)),
      ...later.filter(({ meter }) => judged.has(meter)),
    ];
  }

  /** Those that an unfinished run has judged come first: they are done at once, and stay done if this one ends too. */
  inOrder(facts: readonly ProjectFacts[]): ProjectFacts[] {
    const judged = new Set(this.#part?.projects);
    const isJudged = ({ project }: ProjectFacts) => judged.has(project.id);
    return [...facts.filter(isJudged), ...facts.filter((fact) => !isJudged(fact))];
  }

  /** A stamp from before the clock was set back is one to come: what is stored until then must not look older than it. */
  saw({ meter, storedMs }: Touched, atMs: number): void {
    this.#seen.set(meter, Math.min(storedMs, atMs));
  }

  /** What rests on it has to be written before: the other way round something would be missed. */
  async putPart(part: Part): Promise<void> {
    await this.#records.putMark(partMark, JSON.stringify(part));
  }

  async putWhole(atMs: number): Promise<void> {
    await this.#records.putMark(wholeMark, String(atMs));
    this.#sinceMs = atMs;
    this.#part = null;
  }

  /** The machine's clock was set back: what was stored since bears times that count as looked at. */
  #rewind(atMs: number): void {
    this.#sinceMs = atMs;
    this.#part = null;
    this.#seen.clear();
  }

  #since(storedMs: number): Promise<Touched[]> {
    return this.#readings.touchedSince(storedMs - writeDelayMs, this.#seen);
  }
}
