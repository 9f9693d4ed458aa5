import { expect, test } from 'vitest';
import type { ProjectItem } from '../../api/schemas/project.ts';
import { filtered, type ProjectFilter } from './project-filter.ts';

const all: ProjectFilter = { text: '', state: null, district: null, department: null, finding: null };

const projects = [
  {
    id: 'P1',
    name: '四号线延伸段',
    state: 'working',
    district: { id: 'D1' },
    department: { id: 'A' },
    findings: [],
  },
  {
    id: 'P2',
    name: '人民医院',
    state: 'idle',
    district: { id: 'D2' },
    department: { id: 'A' },
    findings: [{ kind: 'stalled' }],
  },
] as unknown as ProjectItem[];

test.each<[Partial<ProjectFilter>, string[]]>([
  [{}, ['P1', 'P2']],
  [{ text: ' 医院 ' }, ['P2']],
  [{ text: 'p1' }, ['P1']],
  [{ state: 'idle' }, ['P2']],
  [{ district: 'D1' }, ['P1']],
  [{ department: 'A' }, ['P1', 'P2']],
  [{ finding: 'stalled' }, ['P2']],
  [{ finding: 'stalled', district: 'D1' }, []],
])('%j leaves %j', (filter, ids) => {
  expect(filtered(projects, { ...all, ...filter }).map(({ id }) => id)).toEqual(ids);
});
