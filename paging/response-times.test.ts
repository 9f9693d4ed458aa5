import { expect, test } from 'vitest';
import type { PageStep } from '../store/pages.ts';
import { project, World } from './plan/world.fixture.ts';
import { responseTimes } from './response-times.ts';

const hourMs = 3_600_000;

test('a department is measured by its first answers and by how soon the electricity is back', () => {
  const world = new World('2026-11-24T10:00', [project('P1'), project('P2'), project('P3')]);
  const [one, two] = ['P1', 'P2', 'P3'].map((id) => world.find(id, 'stalled', 'yellow', '2026-11-24'));
  world.until('2026-11-24T11:00');
  world.at('2026-11-24T13:00').note(one!.id, 'acknowledged', 'zhang');
  world.note(two!.id, 'explained', 'li');
  world.run();
  world.at('2026-11-25T11:00').end(one!);
  world.run();
  expect(responseTimes([...world.pages.values()], world.steps as PageStep[])).toEqual([
    {
      department: 'JT',
      pages: 3,
      acknowledged: 2 / 3,
      explained: 1 / 3,
      acknowledgeMs: 2 * hourMs,
      recoverMs: 24 * hourMs,
    },
  ]);
});

test('without pages there is nothing to measure', () => {
  expect(responseTimes([], [])).toEqual([]);
});
