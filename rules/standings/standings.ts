import type { Project } from '../../model/project.ts';
import type { Standing, StandingSubject } from '../../model/standing.ts';
import { planProgress } from '../plan/progress.ts';
import type { StandingsConfiguration } from './configuration.ts';
import { judgedDays, type StandingsInputs } from './inputs.ts';
import { type ProjectCase, projectCases } from './project-case.ts';
import { rankedApart, withRanks } from './rank.ts';
import { knownShare, partRules, partsOf, scoreOf } from './score.ts';
import { stateCounts } from './state-counts.ts';

/**
 * Ranks districts, departments or projects by a score of rates, 0 to 100. A subject of which too few projects, or too
 * little, is known has neither score nor rank; its parts are shown all the same. Best first, the unranked last.
 */
export function standingsOf(
  by: StandingSubject,
  inputs: StandingsInputs,
  rules: StandingsConfiguration,
): Standing[] {
  const { last } = judgedDays(inputs);
  const groups = Map.groupBy(projectCases(inputs, rules), ({ project }) => subjectOf(project, by));
  const rows = [...groups]
    .filter(([, members]) => members.some((project) => isShown(project, last)))
    .map(([subject, members]) => ({
      members,
      row: { ...unranked(by, subject, inputs), parts: partsOf(members, rules), ...stateCounts(members) },
    }));
  const known = new Set(
    rows.flatMap(({ row }) => row.parts.filter(({ score }) => score !== null).map(({ part }) => part)),
  );
  const scored = rows.map(({ members, row }) => {
    const enough = members.filter(isKnown).length >= (by === 'project' ? 1 : rules.leastProjects);
    const ranked = enough && knownShare(row.parts, known) >= rules.leastKnown;
    return { ...row, score: ranked ? scoreOf(row.parts) : null };
  });
  const kinds = new Map(inputs.districts.map(({ id, kind }) => [id, kind]));
  return rankedApart(scored, kinds, rules.parksApart).flatMap(withRanks);
}

function subjectOf(project: Project, by: StandingSubject): string {
  return by === 'project' ? project.id : project[by];
}

/**
 * A site in construction is always shown; what is not built, or is built already, where there is something to say, or
 * money of the year to add up.
 */
function isShown(project: ProjectCase, asOf: string): boolean {
  if (project.project.stage === 'construction' || isKnown(project)) return true;
  const { planWan, investedWan } = planProgress(project.project, project.money, asOf);
  return (planWan ?? 0) > 0 || investedWan !== null;
}

function isKnown(project: ProjectCase): boolean {
  return partRules.some((rule) => rule.knows(project));
}

function unranked(
  by: StandingSubject,
  subject: string,
  { period, snails }: StandingsInputs,
): Pick<Standing, 'period' | 'by' | 'subject' | 'rank' | 'snail'> {
  const snail = snails.some((one) => one.state === 'confirmed' && one.by === by && one.subject === subject);
  return { period, by, subject, rank: null, snail };
}
