import type { ProjectCase } from './project-case.ts';

/** Sites in construction, by what they did on the newest known day that counts. */
export interface StateCounts {
  projects: number;
  working: number;
  idle: number;
  off: number;
  unknown: number;
  /** Excused for the whole period. */
  excused: number;
}

export function stateCounts(projects: readonly ProjectCase[]): StateCounts {
  const counts = { projects: 0, working: 0, idle: 0, off: 0, unknown: 0, excused: 0 };
  for (const { project, tally } of projects) {
    if (project.stage !== 'construction') continue;
    counts.projects += 1;
    if (tally !== null && tally.last !== null) counts[tally.last.state] += 1;
    else if (tally !== null && tally.excused > 0 && tally.counted.unknown === 0) counts.excused += 1;
    else counts.unknown += 1;
  }
  return counts;
}
