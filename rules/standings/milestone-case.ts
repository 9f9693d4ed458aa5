import type { ProductionDay } from '../../model/period-inputs.ts';
import type { Milestone } from '../../model/progress.ts';
import type { Project } from '../../model/project.ts';
import { dayNumber } from '../city-days.ts';
import { type Pauses, pausedDays } from '../plan/pauses.ts';
import type { StandingsConfiguration } from './configuration.ts';
import { producingSince } from './takes-effect.ts';

export type MilestoneKind = 'start' | 'step' | 'effect';

/** A milestone that counts: reached in the judged year, or due and not reached. */
export interface MilestoneCase {
  kind: MilestoneKind;
  reached: boolean;
  /** Days behind plan, paused days not counted; negative: ahead of it. Of an open one, up to the judged day. */
  lateDays: number;
  /** Of `effect`: days from completion to production. */
  daysToEffect: number | null;
}

export interface MilestoneFacts {
  project: Project;
  milestones: readonly Milestone[];
  production: readonly ProductionDay[];
  pauses: Pauses;
}

interface Step {
  kind: MilestoneKind;
  planned: number;
  actual: number | null;
  completed: number | null;
}

const startNames: ReadonlySet<string> = new Set(['开工', 'start']);

export function milestoneCases(
  facts: MilestoneFacts,
  until: string,
  rules: StandingsConfiguration,
): MilestoneCase[] {
  const today = dayNumber(until);
  const yearBegin = dayNumber(`${until.slice(0, 4)}-01-01`);
  return stepsOf(facts, today, rules).flatMap((step) => {
    const reached = step.actual !== null && step.actual <= today;
    if (reached ? step.actual! < yearBegin : step.planned > today) return [];
    const end = reached ? step.actual! : today;
    return [
      {
        kind: step.kind,
        reached,
        lateDays: behind(step.planned, end, facts),
        daysToEffect: reached && step.completed !== null ? end - step.completed : null,
      },
    ];
  });
}

/** An approved stop moves what comes after it, as far as it can make up for the delay. */
function behind(planned: number, end: number, { project, pauses }: MilestoneFacts): number {
  const late = end - planned;
  if (late <= 0) return late;
  const begin = project.plannedStart === null ? planned : dayNumber(project.plannedStart);
  return Math.max(0, late - pausedDays(pauses, Math.min(begin, planned), end));
}

function stepsOf(
  { project, milestones, production }: MilestoneFacts,
  today: number,
  rules: StandingsConfiguration,
) {
  const steps: Step[] = milestones.map(({ name, planned, actual }) => ({
    kind: startNames.has(name) ? 'start' : 'step',
    planned: dayNumber(planned),
    actual: actual === null ? null : dayNumber(actual),
    completed: null,
  }));
  const { stage, plannedStart, plannedFinish } = project;
  // What the stage itself tells of a project without milestones of its own.
  if (stage === 'preliminary' && plannedStart !== null && !steps.some(({ kind }) => kind === 'start')) {
    steps.push({ kind: 'start', planned: dayNumber(plannedStart), actual: null, completed: null });
  }
  if (stage === 'construction' && plannedFinish !== null && steps.length === 0) {
    steps.push({ kind: 'step', planned: dayNumber(plannedFinish), actual: null, completed: null });
  }
  const effect = effectOf(steps, project, production, today, rules);
  return effect === null ? steps : [...steps, effect];
}

/** 投产见效 is due some days after the last milestone was reached. */
function effectOf(
  steps: readonly Step[],
  { stage }: Project,
  production: readonly ProductionDay[],
  today: number,
  { effect }: StandingsConfiguration,
): Step | null {
  if (stage !== 'completed' && stage !== 'production') return null;
  if (steps.length === 0 || steps.some(({ actual }) => actual === null)) return null;
  const known = production.filter(({ capacityKva }) => capacityKva !== null);
  if (known.length === 0) return null;
  const completed = Math.max(...steps.map(({ actual }) => actual!));
  if (completed > today) return null;
  const actual = producingSince(known, effect);
  return { kind: 'effect', planned: completed + effect.days, actual, completed };
}
