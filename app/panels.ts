import { type Finding, findingDays } from '../model/finding.ts';
import { periodDays } from '../model/period.ts';
import type { Registry } from '../model/registry.ts';
import type { Standing } from '../model/standing.ts';
import type { ProjectFacts } from '../rules/evaluate.ts';
import { planProgress } from '../rules/plan/progress.ts';
import type { FindingRow, ProgressRow, ProjectRow, ReadingsStore, StandingRow } from '../store/readings.ts';

/**
 * What Grafana's panels read besides energy and activity: verdicts as points in time, so that a panel needs no other
 * source than the time series.
 */
export class Panels {
  readonly #readings: ReadingsStore;
  readonly #timeZone: string;
  #projectsOf: { registry: Registry; day: string } | null = null;

  constructor(readings: ReadingsStore, timeZone: string) {
    this.#readings = readings;
    this.#timeZone = timeZone;
  }

  /** What each project is, once a day and whenever the registry is another one. */
  async writeProjects(registry: Registry, atMs: number): Promise<void> {
    const today = this.#dayOf(atMs);
    if (this.#projectsOf?.registry === registry && this.#projectsOf.day === today.toString()) return;
    await this.#readings.writeProjects(projectRows(registry, this.#beginOf(today)));
    this.#projectsOf = { registry, day: today.toString() };
  }

  /** Where the projects stand in their year, as of a day. */
  async writeProgress(facts: readonly ProjectFacts[], atMs: number): Promise<void> {
    const today = this.#dayOf(atMs);
    const timeMs = this.#beginOf(today);
    await this.#readings.writeProgress(facts.map((fact) => progressRow(fact, today, timeMs)));
  }

  /** The findings that were open on the day, and those that ended on it. */
  async writeFindings(
    facts: ReadonlyMap<string, ProjectFacts>,
    findings: readonly Finding[],
    registry: Registry,
    atMs: number,
  ): Promise<void> {
    const today = this.#dayOf(atMs);
    const timeMs = this.#beginOf(today);
    const districts = new Map(registry.districts.map(({ id, name }) => [id, name]));
    const departments = new Map(registry.departments.map(({ id, name }) => [id, name]));
    const current = findings.filter(({ closed }) => closed === null || closed === today.toString());
    const rows = current.flatMap((finding): FindingRow[] => {
      const project = facts.get(finding.project)?.project;
      if (project === undefined) return [];
      return [
        {
          project: project.id,
          district: project.district,
          department: project.department,
          kind: finding.kind,
          timeMs,
          level: finding.level,
          open: finding.closed === null,
          days: findingDays(finding, today.toString()),
          sentence: finding.evidence.sentence,
          name: project.name,
          districtName: districts.get(project.district) ?? project.district,
          departmentName: departments.get(project.department) ?? project.department,
        },
      ];
    });
    await this.#readings.writeFindings(rows);
  }

  async writeStandings(standings: readonly Standing[], registry: Registry): Promise<void> {
    await this.#readings.writeStandings(standings.map((standing) => this.#standingRow(standing, registry)));
  }

  #standingRow({ by, subject, period, rank, score, snail }: Standing, registry: Registry): StandingRow {
    const { kind, first } = periodDays(period)!;
    const named = {
      district: registry.districts,
      department: registry.departments,
      project: registry.projects,
    }[by];
    const name = named.find(({ id }) => id === subject)?.name ?? subject;
    return { by, subject, name, periodKind: kind, timeMs: this.#beginOf(first), rank, score, snail };
  }

  #dayOf(timeMs: number): Temporal.PlainDate {
    return Temporal.Instant.fromEpochMilliseconds(timeMs).toZonedDateTimeISO(this.#timeZone).toPlainDate();
  }

  #beginOf(day: Temporal.PlainDate): number {
    return day.toZonedDateTime(this.#timeZone).epochMilliseconds;
  }
}

function projectRows(registry: Registry, timeMs: number): ProjectRow[] {
  const districts = new Map(registry.districts.map(({ id, name }) => [id, name]));
  const departments = new Map(registry.departments.map(({ id, name }) => [id, name]));
  return registry.projects.map((project) => ({
    project: project.id,
    district: project.district,
    department: project.department,
    timeMs,
    name: project.name,
    districtName: districts.get(project.district) ?? project.district,
    departmentName: departments.get(project.department) ?? project.department,
    category: project.category,
    stage: project.stage,
    longitude: project.longitude,
    latitude: project.latitude,
    totalInvestmentWan: project.totalInvestmentWan,
    annualPlanWan: project.annualPlanWan,
  }));
}

/** 序时进度: the share of the year that has passed, against the share of the annual plan that is invested. */
function progressRow(facts: ProjectFacts, today: Temporal.PlainDate, timeMs: number): ProgressRow {
  const { project } = facts;
  const { investedWan, planWan, timeShare, doneShare } = planProgress(project, facts, today.toString());
  return {
    project: project.id,
    district: project.district,
    timeMs,
    investedWan: investedWan ?? 0,
    planWan,
    timeShare,
    doneShare,
  };
}
