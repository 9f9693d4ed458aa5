import { hundredthsOf, sumWan } from '../plan/money.ts';
import type { PartRule } from './part.ts';
import type { ProjectCase } from './project-case.ts';

type Planned = ProjectCase & { plan: { planWan: number; dueWan: number } };

/** Something is due of it by now. */
function isDue(project: ProjectCase): project is Planned {
  const { plan } = project;
  return plan !== null && plan.dueWan !== null && plan.dueWan > 0;
}

/** Nothing tells what it should invest, so it cannot be said whether it does. */
function isUnplanned({ project, plan }: ProjectCase): boolean {
  return project.stage === 'construction' && plan !== null && plan.planWan === null;
}

/**
 * Invested over due, each project up to `mostDone` times its due: just as planned brings `onPlanPoints`, the most
 * brings 100, in between and below it is a straight line.
 */
export const investmentPart: PartRule = {
  part: 'investment',
  knows: (project) => isDue(project) && project.plan.investedWan !== null,
  figures(projects, { onPlanPoints, mostDone }) {
    const due = projects.filter(isDue);
    const reported = due.filter(({ plan }) => plan.investedWan !== null);
    const dueWan = reported.reduce((sum, { plan }) => sum + plan.dueWan, 0);
    const counted = reported.reduce(
      (sum, { plan }) => sum + Math.min(hundredthsOf(plan.investedWan!) / 100, mostDone * plan.dueWan),
      0,
    );
    const unplanned = projects.filter(isUnplanned).length;
    const asked = due.length + unplanned;
    const rate = dueWan > 0 ? counted / dueWan : null;
    const ahead = mostDone > 1 ? ((rate ?? 0) - 1) / (mostDone - 1) : 0;
    return {
      score:
        rate === null ? null : rate <= 1 ? onPlanPoints * rate : onPlanPoints + (100 - onPlanPoints) * ahead,
      quality: asked === 0 ? 1 : reported.length / asked,
      inputs: {
        investedWan: sumWan(reported.map(({ plan }) => plan.investedWan)),
        dueWan: reported.length === 0 ? null : hundredthsOf(dueWan) / 100,
        planWan: sumWan(reported.map(({ plan }) => plan.planWan)),
        rate,
        reportedProjects: reported.length,
        plannedProjects: due.length,
        ownCurves: due.filter(({ plan }) => plan.ownCurve).length,
      },
    };
  },
};
