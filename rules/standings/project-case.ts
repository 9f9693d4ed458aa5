import type { ProjectAnswers } from '../../model/answers.ts';
import { daysOfPeriod, periodBefore, periodOf } from '../../model/period.ts';
import type { Project } from '../../model/project.ts';
import { type Pauses, pausesOf } from '../plan/pauses.ts';
import { type PlanProgress, type ProjectMoney, planProgress } from '../plan/progress.ts';
import { reportableTo, reportKind, reportVerdict } from '../plan/reports.ts';
import type { StandingsConfiguration } from './configuration.ts';
import { type DayTally, tallyDays } from './day-tally.ts';
import { type JudgedDays, judgedDays, type StandingsInputs } from './inputs.ts';
import { type MilestoneCase, milestoneCases } from './milestone-case.ts';

/** What one project brings into the score of whatever it belongs to. */
export interface ProjectCase {
  project: Project;
  money: ProjectMoney;
  pauses: Pauses;
  /** Of the year, as far as this project can have reported it; null: nothing of the year is due yet. */
  plan: PlanProgress | null;
  milestones: readonly MilestoneCase[];
  /** null: nothing was said about it; only sites in construction have one. */
  tally: DayTally | null;
  /** Days of the period that were looked at, of whatever project. */
  days: number;
  answers: ProjectAnswers | null;
}

/** The cases of all projects in the order of their ids, so that sums do not depend on the order of the input. */
export function projectCases(inputs: StandingsInputs, rules: StandingsConfiguration): ProjectCase[] {
  const days = judgedDays(inputs);
  const until = days.last;
  const tallies = tallyDays(inputs);
  const investments = Map.groupBy(inputs.investments, ({ project }) => project);
  const plans = Map.groupBy(inputs.plans, ({ project }) => project);
  const milestones = Map.groupBy(inputs.milestones, ({ project }) => project);
  const suspensions = Map.groupBy(inputs.suspensions, ({ project }) => project);
  const production = Map.groupBy(inputs.production, ({ project }) => project);
  const waits = Map.groupBy(inputs.waiting, ({ project }) => project);
  const answers = new Map(inputs.answers.map((row) => [row.project, row]));
  const ofCity = suspensions.get('*') ?? [];
  return inputs.projects.toSorted(byId).map((project) => {
    const { id } = project;
    const money = { investments: investments.get(id) ?? [], plans: plans.get(id) ?? [] };
    const pauses = pausesOf([...(suspensions.get(id) ?? []), ...ofCity], waits.get(id) ?? []);
    const builds = project.stage === 'construction';
    return {
      project,
      money,
      pauses,
      plan: planDue(project, money, pauses, reportDue(money, days, rules.reportDays)),
      milestones: milestoneCases(
        { project, milestones: milestones.get(id) ?? [], production: production.get(id) ?? [], pauses },
        until,
        rules,
      ),
      tally: builds ? (tallies.of.get(id) ?? null) : null,
      days: builds ? tallies.days : 0,
      answers: answers.get(id) ?? null,
    };
  });
}

function planDue(
  project: Project,
  money: ProjectMoney,
  pauses: Pauses,
  asOf: string | null,
): PlanProgress | null {
  return asOf === null ? null : planProgress(project, money, asOf, { pauses });
}

/**
 * The last day that a project's reports are held against: who reports by the month owes nothing for a half of one, and
 * a report that is not there yet is owed once it can no longer come in time. null: nothing of this year is.
 */
function reportDue(money: ProjectMoney, { last, today }: JudgedDays, reportDays: number): string | null {
  const known = knownBy(money, last);
  const kind = reportKind(known);
  let due = reportableTo(kind, last);
  const period = periodOf(Temporal.PlainDate.from(due), kind);
  const reportedOn = known.investments.some((row) => row.period === period) ? due : null;
  if (reportVerdict(period, reportedOn, today, reportDays) === 'waiting') {
    due = daysOfPeriod(periodBefore(period)).last.toString();
  }
  return due.slice(0, 4) === last.slice(0, 4) ? due : null;
}

function knownBy({ investments, plans }: ProjectMoney, day: string): ProjectMoney {
  return {
    investments: investments.filter(({ period }) => daysOfPeriod(period).last.toString() <= day),
    plans,
  };
}

function byId(a: Project, b: Project): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
