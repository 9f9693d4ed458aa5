import type { StandingsConfiguration } from './configuration.ts';
import type { MilestoneCase, MilestoneKind } from './milestone-case.ts';
import type { PartRule } from './part.ts';

/**
 * The mean over the milestones that were reached this year or are due: on the day brings `onPlanPoints`, ahead of it
 * up to 100 (早开工、早建成、早见效), behind it down to 0.
 */
export const milestonesPart: PartRule = {
  part: 'milestones',
  knows: ({ milestones }) => milestones.length > 0,
  figures(projects, rules) {
    const cases = projects.flatMap(({ milestones }) => milestones);
    const sum = cases.reduce((all, one) => all + pointsOf(one, rules), 0);
    const count = (is: (one: MilestoneCase) => boolean) => cases.filter(is).length;
    const waits = cases.flatMap(({ daysToEffect }) => daysToEffect ?? []);
    return {
      score: cases.length === 0 ? null : sum / cases.length,
      quality: 1,
      inputs: {
        milestones: cases.length,
        early: count(({ reached, lateDays }) => reached && lateDays < 0),
        onTime: count(({ reached, lateDays }) => reached && lateDays === 0),
        late: count(({ reached, lateDays }) => reached && lateDays > 0),
        overdue: count(({ reached }) => !reached),
        starts: ofKind(cases, 'start'),
        inEffect: count(({ kind, reached }) => kind === 'effect' && reached),
        daysToEffect: waits.length === 0 ? null : waits.reduce((all, days) => all + days, 0) / waits.length,
      },
    };
  },
};

function ofKind(cases: readonly MilestoneCase[], kind: MilestoneKind): number {
  return cases.filter((one) => one.kind === kind).length;
}

function pointsOf(
  { reached, lateDays }: MilestoneCase,
  { onPlanPoints, milestones }: StandingsConfiguration,
): number {
  const { fullDaysEarly, noneDaysLate } = milestones;
  if (reached && lateDays < 0) {
    return onPlanPoints + (100 - onPlanPoints) * Math.min(1, -lateDays / fullDaysEarly);
  }
  return onPlanPoints * Math.max(0, 1 - lateDays / noneDaysLate);
}
