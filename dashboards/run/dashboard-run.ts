import type { Dashboard, Panel } from '../generated.ts';
import { type Cell, type Frame, framesOf, rowsOf, transformed } from './frames.ts';
import { ask, type Series } from './influx-answer.ts';

export interface InfluxPlace {
  url: string;
  database: string;
}

/** What is chosen at the head of a dashboard: `project` → `P0001`; several are an array. */
export type Choices = Readonly<Record<string, string | readonly string[]>>;

const unitMs: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

function beginOf(range: string, nowMs: number): number {
  const [, count, unit] = /^(?:now-)?(\d+)([mhd])$/.exec(range)!;
  return nowMs - Number(count) * unitMs[unit!]!;
}

/** A dashboard's queries with everything put in that Grafana would put in, run against a real server. */
export class DashboardRun {
  readonly #place: InfluxPlace;
  readonly #dashboard: Dashboard;
  readonly #choices: Choices;
  readonly #nowMs: number;

  constructor(place: InfluxPlace, dashboard: Dashboard, choices: Choices, nowMs: number) {
    this.#place = place;
    this.#dashboard = dashboard;
    this.#choices = choices;
    this.#nowMs = nowMs;
  }

  ask(query: string, panel?: Panel): Promise<Series[]> {
    return ask(this.#place.url, this.#place.database, this.#filled(query, panel));
  }

  /** One answer a target, in their order. */
  async answers(panel: Panel): Promise<Series[][]> {
    const answers: Series[][] = [];
    for (const { query } of panel.targets) answers.push(await this.ask(query, panel));
    return answers;
  }

  /** What the panel draws: frames after its transformations. */
  async frames(panel: Panel): Promise<Frame[]> {
    const answers = await this.answers(panel);
    const frames = panel.targets.flatMap((target, index) => framesOf(target, answers[index]!));
    return frames.length === 0 ? [] : transformed(frames, panel.transformations ?? []);
  }

  /** The rows of the panel of this title. */
  async rows(title: string): Promise<Record<string, Cell>[]> {
    const panel = this.#dashboard.panels.find((one) => one.title === title);
    if (panel === undefined) throw new Error(`no panel ${title} on ${this.#dashboard.title}`);
    return (await this.frames(panel)).flatMap(rowsOf);
  }

  #filled(query: string, panel: Panel | undefined): string {
    const fromMs = beginOf(panel?.timeFrom ?? this.#dashboard.time.from, this.#nowMs);
    const interval = panel?.interval ?? '1h';
    return query
      .replaceAll('$timeFilter', `time >= ${fromMs}ms and time <= ${this.#nowMs}ms`)
      .replaceAll('$__interval', interval)
      .replaceAll(/\$\{(\w+):(\w+)\}/g, (_, name: string, form: string) => this.#chosen(name, form));
  }

  /** As Grafana's `:raw` and `:regex` have it. */
  #chosen(name: string, form: string): string {
    const value = this.#choices[name];
    if (value === undefined) throw new Error(`nothing is chosen for ${name}`);
    if (typeof value !== 'string') return `(${value.map((one) => RegExp.escape(one)).join('|')})`;
    return form === 'regex' ? RegExp.escape(value) : value;
  }
}
