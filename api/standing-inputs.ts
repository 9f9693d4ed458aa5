import type { PeriodInputs } from '../model/period-inputs.ts';
import type { Project } from '../model/project.ts';
import type { StandingSubject } from '../model/standing.ts';
import { dayOf } from './days.ts';
import type { StandingInputs } from './schemas/standing.ts';

/** What the figures of one subject rest on, project by project: a figure clicked down to its rows. */
export function projectInputs(
  inputs: PeriodInputs,
  by: StandingSubject,
  subject: string,
  isVisible: (project: Project) => boolean,
): StandingInputs['projects'] {
  const members = inputs.projects.filter(
    (project) => (by === 'project' ? project.id : project[by]) === subject && isVisible(project),
  );
  const ids = new Set(members.map(({ id }) => id));
  const days = Map.groupBy(
    inputs.days.filter(({ project }) => ids.has(project)),
    ({ project }) => project,
  );
  return members.map((project) => rowsOf(inputs, project, days.get(project.id) ?? []));
}

function rowsOf(
  inputs: PeriodInputs,
  { id, name, stage, annualPlanWan }: Project,
  days: PeriodInputs['days'],
): StandingInputs['projects'][number] {
  const own = <Row extends { project: string }>(rows: readonly Row[]) =>
    rows.filter(({ project }) => project === id);
  const times = new Map(own(inputs.reports).map((row) => [row.period, row]));
  const answers = own(inputs.answers)[0];
  const year = inputs.period.slice(0, 4);
  return {
    project: { id, name },
    stage,
    annualPlanWan,
    days: days.map(({ timeMs, state, index, energyKwh, measured, excused, confidence }) => ({
      day: dayOf(timeMs, inputs.timeZone),
      state,
      index,
      energyKwh,
      measured,
      excused,
      confidence,
    })),
    investments: own(inputs.investments)
      .filter(({ period }) => period.startsWith(year))
      .map(({ period, amountWan }) => {
        const { firstMs = null, lastMs = null } = times.get(period) ?? {};
        return { period, amountWan, firstMs, lastMs };
      }),
    plans: own(inputs.plans).map(({ period, plannedWan }) => ({ period, plannedWan })),
    milestones: own(inputs.milestones).map(({ name: milestone, planned, actual }) => ({
      name: milestone,
      planned,
      actual,
    })),
    suspensions: inputs.suspensions
      .filter(({ project }) => project === id || project === '*')
      .map(({ from, to, reason, document }) => ({ from, to, reason, document })),
    answers: answers === undefined ? null : { asked: answers.asked, inTime: answers.inTime },
    waiting: own(inputs.waiting).map(({ from, to }) => ({ from, to })),
  };
}
