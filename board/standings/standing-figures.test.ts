import { expect, test } from 'vitest';
import type { ProjectItem } from '../../api/schemas/project.ts';
import { cards, projectsOf } from './standing-figures.ts';

const projects = [
  {
    id: 'P1',
    district: { id: 'D1' },
    department: { id: 'A' },
    findings: [{ level: 'red' }, { level: 'watch' }],
  },
  { id: 'P2', district: { id: 'D1' }, department: { id: 'B' }, findings: [{ level: 'yellow' }] },
] as unknown as ProjectItem[];

test('a district, a department and a project each speak of their own projects', () => {
  expect(projectsOf(projects, 'district', 'D1').length).toBe(2);
  expect(projectsOf(projects, 'department', 'B').map(({ id }) => id)).toEqual(['P2']);
  expect(projectsOf(projects, 'project', 'P1').map(({ id }) => id)).toEqual(['P1']);
});

test('only yellow and red cards are counted', () => {
  expect(cards(projects)).toEqual({ yellow: 1, red: 1 });
});
