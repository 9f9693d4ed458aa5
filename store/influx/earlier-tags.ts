import type { TimeRange } from '../readings.ts';
import { columnOf, type InfluxQuery, nanoseconds, oneOf, type Series, within } from './query.ts';

const projectsAtOnce = 500;

/** A row as its project was tagged when it was made; `kind` and `step` tell apart what a project has at one time. */
interface Tagged {
  project: string;
  district: string;
  department?: string;
  kind?: string;
  step?: string;
  timeMs: number;
}

/**
 * A project that moves to another district or department is written under new tags, and what stood under the old ones
 * at the same time would be counted twice by every panel: it is deleted. What came before the move stays where it was.
 */
export class EarlierTags {
  readonly #query: InfluxQuery;
  readonly #measurement: string;
  /** A field that every point of the measurement has. */
  readonly #field: string;
  /** The tags that each project has points under. */
  readonly #known = new Map<string, Set<string>>();

  constructor(query: InfluxQuery, measurement: string, field: string) {
    this.#query = query;
    this.#measurement = measurement;
    this.#field = field;
  }

  /** To be called when the rows are written: a panel then misses nothing meanwhile. */
  async takeOut(rows: readonly Tagged[]): Promise<void> {
    const ofProject = Map.groupBy(rows, ({ project }) => project);
    const projects = [...ofProject.keys()];
    for (let from = 0; from < projects.length; from += projectsAtOnce) {
      const part = projects.slice(from, from + projectsAtOnce);
      await this.#learn(part.filter((project) => !this.#known.has(project)));
      for (const project of part) {
        for (const row of ofProject.get(project)!) this.#known.get(project)!.add(tagsOf(row));
      }
      const moved = part.filter((project) => this.#known.get(project)!.size > 1);
      if (moved.length > 0)
        await this.#delete(
          moved,
          moved.flatMap((project) => ofProject.get(project)!),
        );
    }
  }

  async #learn(projects: readonly string[]): Promise<void> {
    if (projects.length === 0) return;
    for (const project of projects) this.#known.set(project, new Set());
    const found = await this.#query.ask(
      `SELECT last("${this.#field}") FROM "${this.#measurement}" WHERE ${oneOf('project', projects)}
       GROUP BY "project", "district", "department"`,
    );
    for (const { tags } of found) this.#known.get(tags.project!)!.add(tagsOf(tags));
  }

  async #delete(projects: readonly string[], rows: readonly Tagged[]): Promise<void> {
    const written = new Map(rows.map((row) => [keyOf(row, row.timeMs), tagsOf(row)]));
    const stored = await this.#query.ask(
      `SELECT "${this.#field}" FROM "${this.#measurement}" WHERE ${oneOf('project', projects)}
       AND ${within(span(rows))} GROUP BY *`,
    );
    for (const series of stored) {
      const isOutdated = (timeMs: number) => {
        const tags = written.get(keyOf(series.tags, timeMs));
        return tags !== undefined && tags !== tagsOf(series.tags);
      };
      for (const { fromMs, toMs } of runsOf(series, isOutdated)) {
        await this.#query.ask(
          `DELETE FROM "${this.#measurement}" WHERE ${sameTags(series.tags)}
           AND time >= ${nanoseconds(fromMs)} AND time <= ${nanoseconds(toMs)}`,
        );
      }
    }
  }
}

function tagsOf({ district, department }: { district?: string; department?: string }): string {
  return JSON.stringify([district ?? '', department ?? '']);
}

function keyOf(row: { project?: string; kind?: string; step?: string }, timeMs: number): string {
  return JSON.stringify([row.project, row.kind ?? '', row.step ?? '', timeMs]);
}

/** The points of a series that are outdated, those that follow each other as one stretch with both ends in it. */
function* runsOf(series: Series, isOutdated: (timeMs: number) => boolean): Iterable<TimeRange> {
  const times = series.values.map((row) => Number(row[columnOf(series, 'time')]));
  for (let from = 0; from < times.length; from++) {
    if (!isOutdated(times[from]!)) continue;
    let to = from;
    while (to + 1 < times.length && isOutdated(times[to + 1]!)) to++;
    yield { fromMs: times[from]!, toMs: times[to]! };
    from = to;
  }
}

function sameTags(tags: Record<string, string>): string {
  const quoted = (value: string) => value.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  return Object.entries(tags)
    .map(([name, value]) => `"${name}" = '${quoted(value)}'`)
    .join(' AND ');
}

function span(rows: readonly Tagged[]): TimeRange {
  const times = rows.map(({ timeMs }) => timeMs);
  return { fromMs: times.reduce((a, b) => Math.min(a, b)), toMs: times.reduce((a, b) => Math.max(a, b)) + 1 };
}
