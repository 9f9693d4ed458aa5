import { plainMeter, plainProject } from '../../model/registry.fixture.ts';
import type { ProjectFacts } from '../evaluate.ts';

/** A plain site with one meter; what a test names is different. */
export function siteFacts(different: {
  project?: Partial<ProjectFacts['project']>;
  meter?: Partial<ProjectFacts['meters'][number]>;
  suspensions?: readonly { from: string; to: string | null; reason: string }[];
  investments?: readonly { period: string; amountWan: number }[];
}): ProjectFacts {
  return {
    project: plainProject({
      id: 'P1',
      name: '试验工地',
      district: 'haishu',
      department: 'zhujian',
      ...different.project,
    }),
    meters: [plainMeter({ id: 'M1', project: 'P1', ...different.meter })],
    suspensions: (different.suspensions ?? []).map((row) => ({ ...row, project: 'P1', document: null })),
    investments: (different.investments ?? []).map((row) => ({ ...row, project: 'P1' })),
    milestones: [],
    plans: [],
  };
}
