import { type Activity, activityStates, stateNumber } from '../../model/activity.ts';
import { findingLevels, levelNumber } from '../../model/finding.ts';
import type {
  ActivityRow,
  FindingRow,
  Portion,
  ProgressRow,
  ProjectRow,
  StandingRow,
  TimeRange,
} from '../readings.ts';
import { EarlierTags } from './earlier-tags.ts';
import { type LineWriter, writeWhole } from './line-writer.ts';
import { flag, float, integer, line, seriesKey, text } from './lines.ts';
import { extentOf, type InfluxQuery, oneOf, type Series, type Value, within } from './query.ts';
import type { Generation } from './server-version.ts';

const projectsAtOnce = 500;

/** What the rules made of the energy: activity, progress, standings and findings over time, and what ids stand for. */
export class InfluxVerdicts {
  readonly #query: InfluxQuery;
  readonly #writer: LineWriter;
  readonly #nowMs: () => number;
  readonly #earlier: Record<'activity' | 'project' | 'progress' | 'finding', EarlierTags>;
  #canDelete = false;

  constructor(query: InfluxQuery, writer: LineWriter, nowMs: () => number) {
    this.#query = query;
    this.#writer = writer;
    this.#nowMs = nowMs;
    this.#earlier = {
      activity: new EarlierTags(query, 'activity', 'state'),
      project: new EarlierTags(query, 'project', 'name'),
      progress: new EarlierTags(query, 'progress', 'invested_wan'),
      finding: new EarlierTags(query, 'finding', 'level'),
    };
  }

  load(generation: Generation): void {
    this.#canDelete = generation < 3;
  }

  async writeActivity(rows: readonly ActivityRow[]): Promise<void> {
    const writtenMs = this.#nowMs();
    await writeWhole(
      this.#writer,
      rows.map((row) => activityLine(row, writtenMs)),
    );
    if (this.#canDelete) await this.#earlier.activity.takeOut(rows);
  }

  async writeProjects(rows: readonly ProjectRow[]): Promise<void> {
    await writeWhole(this.#writer, rows.map(projectLine));
    if (this.#canDelete) await this.#earlier.project.takeOut(rows);
  }

  async writeProgress(rows: readonly ProgressRow[]): Promise<void> {
    await writeWhole(this.#writer, rows.map(progressLine));
    if (this.#canDelete) await this.#earlier.progress.takeOut(rows);
  }

  async writeStandings(rows: readonly StandingRow[]): Promise<void> {
    await writeWhole(this.#writer, rows.map(standingLine));
  }

  async writeFindings(rows: readonly FindingRow[]): Promise<void> {
    await writeWhole(this.#writer, rows.map(findingLine));
    if (this.#canDelete) await this.#earlier.finding.takeOut(rows);
  }

  async activity(
    projects: readonly string[] | null,
    range: TimeRange,
    step: Activity['step'],
  ): Promise<ActivityRow[]> {
    const rows: ActivityRow[] = [];
    for (const chosen of choices(projects)) {
      rows.push(...(await this.#activity(`${chosen}"step" = '${step}' AND ${within(range)}`)));
    }
    return rows.sort((a, b) =>
      a.project < b.project ? -1 : a.project > b.project ? 1 : a.timeMs - b.timeMs,
    );
  }

  async portion(range: TimeRange): Promise<Omit<Portion, 'readings' | 'energy'>> {
    const read = async <T>(measurement: string, tags: string[], rowOf: (at: At) => T): Promise<T[]> => {
      const grouped = tags.map((tag) => `"${tag}"`).join(', ');
      const found = await this.#query.ask(
        `SELECT * FROM "${measurement}" WHERE ${within(range)} GROUP BY ${grouped}`,
      );
      return found.flatMap((series) => series.values.map((row) => rowOf(reader(series, row))));
    };
    return {
      activity: await this.#activity(within(range)),
      projects: await read('project', ['project', 'district', 'department'], projectOf),
      progress: await read('progress', ['project', 'district'], progressOf),
      standings: await read('standing', ['by', 'subject', 'period_kind'], standingOf),
      findings: await read('finding', ['project', 'district', 'department', 'kind'], findingOf),
    };
  }

  async extent(): Promise<(TimeRange | null)[]> {
    const measurements = [
      ['activity', 'state'],
      ['project', 'name'],
      ['progress', 'invested_wan'],
      ['standing', 'name'],
      ['finding', 'level'],
    ] as const;
    return Promise.all(measurements.map(([name, field]) => extentOf(this.#query, name, field)));
  }

  async #activity(condition: string): Promise<ActivityRow[]> {
    return newestRows(
      await this.#query.ask(
        `SELECT * FROM "activity" WHERE ${condition} GROUP BY "project", "district", "department", "step"`,
      ),
    );
  }
}

/** A tag or a field of one point by its name; null where it has none. */
type At = (name: string) => Value;

function reader({ tags, columns }: Series, row: readonly Value[]): At {
  return (name) => tags[name] ?? row[columns.indexOf(name)] ?? null;
}

function number(value: Value): number | null {
  return value === null ? null : Number(value);
}

function* choices(projects: readonly string[] | null): Iterable<string> {
  if (projects === null) yield '';
  for (let from = 0; from < (projects?.length ?? 0); from += projectsAtOnce) {
    yield `${oneOf('project', projects!.slice(from, from + projectsAtOnce))} AND `;
  }
}

/** What may be null, in the order of the bits of `sent`. */
const optional = ['index', 'kwh', 'baseline_kwh', 'excused', 'why_zh'] as const;

// A point written again keeps the fields it had and is not given again; `sent` tells which of them still hold.
function activityLine(row: ActivityRow, writtenMs: number): string {
  const { project, district, department, step } = row;
  const values = [row.index, row.energyKwh, row.baselineKwh, row.excused, row.why];
  const sent = values.reduce<number>((bits, value, bit) => (value === null ? bits : bits | (1 << bit)), 0);
  const fields = {
    state: integer(stateNumber(row.state)),
    index: float(row.index),
    kwh: float(row.energyKwh),
    baseline_kwh: float(row.baselineKwh),
    // Empty and not left out: panels cannot look into `sent`, and an excuse that was taken back must go.
    excused: text(row.excused ?? ''),
    measured: float(row.measured),
    confidence: float(row.confidence),
    why_zh: text(row.why?.zh ?? null),
    why_en: text(row.why?.en ?? null),
    sent: integer(sent),
    written_ms: integer(writtenMs),
  };
  return line(seriesKey('activity', { project, district, department, step }), fields, row.timeMs);
}

/** Where nothing can be deleted, a project that moved has rows under both districts: the one written last holds. */
function newestRows(found: readonly Series[]): ActivityRow[] {
  const newest = new Map<string, { row: ActivityRow; writtenMs: number }>();
  for (const series of found) {
    for (const values of series.values) {
      const at = reader(series, values);
      const row = activityOf(at);
      const writtenMs = Number(at('written_ms'));
      const key = `${row.timeMs} ${row.step} ${row.project}`;
      const other = newest.get(key);
      if (other === undefined || other.writtenMs <= writtenMs) newest.set(key, { row, writtenMs });
    }
  }
  return [...newest.values()].map(({ row }) => row);
}

function activityOf(at: At): ActivityRow {
  const held = (name: (typeof optional)[number]) =>
    (Number(at('sent')) & (1 << optional.indexOf(name))) === 0 ? null : at(name);
  const excused = held('excused');
  const whyZh = held('why_zh');
  return {
    project: String(at('project')),
    district: String(at('district')),
    department: String(at('department')),
    step: at('step') as Activity['step'],
    timeMs: Number(at('time')),
    state: activityStates[Number(at('state'))]!,
    index: number(held('index')),
    energyKwh: number(held('kwh')),
    measured: Number(at('measured')),
    baselineKwh: number(held('baseline_kwh')),
    excused: excused === null ? null : String(excused),
    confidence: Number(at('confidence')),
    why: whyZh === null ? null : { zh: String(whyZh), en: String(at('why_en')) },
  };
}

function projectOf(at: At): ProjectRow {
  return {
    project: String(at('project')),
    district: String(at('district')),
    department: String(at('department')),
    timeMs: Number(at('time')),
    name: String(at('name')),
    districtName: String(at('district_name')),
    departmentName: String(at('department_name')),
    category: String(at('category')),
    stage: at('stage') as ProjectRow['stage'],
    longitude: number(at('longitude')),
    latitude: number(at('latitude')),
    totalInvestmentWan: number(at('total_investment_wan')),
    annualPlanWan: number(at('annual_plan_wan')),
  };
}

function progressOf(at: At): ProgressRow {
  return {
    project: String(at('project')),
    district: String(at('district')),
    timeMs: Number(at('time')),
    investedWan: Number(at('invested_wan')),
    planWan: number(at('plan_wan')),
    timeShare: Number(at('time_share')),
    doneShare: number(at('done_share')),
  };
}

function standingOf(at: At): StandingRow {
  return {
    by: at('by') as StandingRow['by'],
    subject: String(at('subject')),
    name: String(at('name')),
    periodKind: at('period_kind') as StandingRow['periodKind'],
    timeMs: Number(at('time')),
    rank: number(at('rank')),
    score: number(at('score')),
    snail: at('snail') === true,
  };
}

function findingOf(at: At): FindingRow {
  return {
    project: String(at('project')),
    district: String(at('district')),
    department: String(at('department')),
    kind: at('kind') as FindingRow['kind'],
    timeMs: Number(at('time')),
    level: findingLevels[Number(at('level')) - 1]!,
    open: at('open') === true,
    days: Number(at('days')),
    sentence: { zh: String(at('sentence_zh')), en: String(at('sentence_en')) },
    name: String(at('name')),
    districtName: String(at('district_name')),
    departmentName: String(at('department_name')),
  };
}

function projectLine(row: ProjectRow): string {
  const { project, district, department } = row;
  const fields = {
    name: text(row.name),
    district_name: text(row.districtName),
    department_name: text(row.departmentName),
    // A variable of a panel is one column.
    choice: text(`${row.name} (${project})`),
    district_choice: text(`${row.districtName} (${district})`),
    department_choice: text(`${row.departmentName} (${department})`),
    category: text(row.category),
    stage: text(row.stage),
    longitude: float(row.longitude),
    latitude: float(row.latitude),
    total_investment_wan: float(row.totalInvestmentWan),
    annual_plan_wan: float(row.annualPlanWan),
  };
  return line(seriesKey('project', { project, district, department }), fields, row.timeMs);
}

function progressLine(row: ProgressRow): string {
  const fields = {
    invested_wan: float(row.investedWan),
    plan_wan: float(row.planWan),
    time_share: float(row.timeShare),
    done_share: float(row.doneShare),
  };
  return line(seriesKey('progress', { project: row.project, district: row.district }), fields, row.timeMs);
}

function standingLine(row: StandingRow): string {
  const fields = {
    name: text(row.name),
    rank: integer(row.rank),
    score: float(row.score),
    snail: flag(row.snail),
  };
  const tags = { by: row.by, subject: row.subject, period_kind: row.periodKind };
  return line(seriesKey('standing', tags), fields, row.timeMs);
}

function findingLine(row: FindingRow): string {
  const { project, district, department, kind } = row;
  const fields = {
    level: integer(levelNumber(row.level)),
    open: flag(row.open),
    days: integer(row.days),
    sentence_zh: text(row.sentence.zh),
    sentence_en: text(row.sentence.en),
    name: text(row.name),
    district_name: text(row.districtName),
    department_name: text(row.departmentName),
  };
  return line(seriesKey('finding', { project, district, department, kind }), fields, row.timeMs);
}
