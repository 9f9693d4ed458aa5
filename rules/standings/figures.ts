import type { BulletinFigures } from '../../model/bulletin.ts';
import type { Project } from '../../model/project.ts';
import { cityDays, dayText } from '../city-days.ts';
import { planProgress } from '../plan/progress.ts';
import { periodsEndingIn, reportKind, reportVerdict } from '../plan/reports.ts';
import { planTotal } from '../plan/total.ts';
import type { StandingsConfiguration } from './configuration.ts';
import { electricityPart } from './electricity.ts';
import { judgedDays, type StandingsInputs } from './inputs.ts';
import { type ProjectCase, projectCases } from './project-case.ts';
import { stateCounts } from './state-counts.ts';

/** The figures of a group of projects; the money of groups that make up the city adds up to the city's. */
export type FiguresOf = (isMember: (project: Project) => boolean) => BulletinFigures;

/** Looks at all projects once; the function it answers is then asked for the city and for each group. */
export function bulletinFigures(inputs: StandingsInputs, rules: StandingsConfiguration): FiguresOf {
  const cases = projectCases(inputs, rules);
  const { last } = judgedDays(inputs);
  return (isMember) => {
    const members = cases.filter(({ project }) => isMember(project));
    const total = planTotal(members.map(({ project, money }) => planProgress(project, money, last)));
    const { knownDays, workedDays } = electricityPart.figures(members, rules).inputs;
    return {
      ...stateCounts(members),
      projects: members.length,
      workingShare: knownDays ? workedDays! / knownDays : null,
      investedWan: total.investedWan,
      planWan: total.planWan,
      doneShare: total.doneShare,
      timeShare: planProgress({ annualPlanWan: null }, { investments: [], plans: [] }, last).timeShare,
      reports: reportsOf(members, inputs, rules),
    };
  };
}

/** Of sites in construction with a plan for the year; one that can still come in time is not counted. */
function reportsOf(
  members: readonly ProjectCase[],
  inputs: StandingsInputs,
  { reportDays }: StandingsConfiguration,
): BulletinFigures['reports'] {
  const { first, last, today } = judgedDays(inputs);
  const zone = cityDays(inputs.timeZone);
  const receivedOn = new Map(
    inputs.reports.map(({ project, period, firstMs }) => [`${project} ${period}`, dayText(zone.at(firstMs))]),
  );
  const reports = { inTime: 0, late: 0, missing: 0 };
  for (const { project, money } of members) {
    if (project.stage !== 'construction' || (project.annualPlanWan ?? 0) === 0) continue;
    const reported = new Set(money.investments.map(({ period }) => period));
    for (const due of periodsEndingIn(reportKind(money), first, last)) {
      // Nothing speaks against a report of which nobody kept when it came.
      const day = reported.has(due) ? (receivedOn.get(`${project.id} ${due}`) ?? first) : null;
      const verdict = reportVerdict(due, day, today, reportDays);
      if (verdict === 'in-time') reports.inTime += 1;
      else if (verdict !== 'waiting') reports[verdict] += 1;
    }
  }
  return reports;
}
