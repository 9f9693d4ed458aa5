import { describe, expect, test } from 'vitest';
import type { PageStep } from '../store/pages.ts';
import { project, World } from './plan/world.fixture.ts';
import { projectAnswers, responseTimes } from './response-times.ts';

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
  expect(responseTimes([...world.pages.values()], world.steps as PageStep[], world.nowMs)).toEqual([
    {
      department: 'JT',
      asked: 2,
      inTime: 2,
      pages: 3,
      acknowledged: 2 / 3,
      explained: 1 / 3,
      acknowledgeMs: 2 * hourMs,
      recoverMs: 24 * hourMs,
    },
  ]);
});

test('without pages there is nothing to measure', () => {
  expect(responseTimes([], [], 0)).toEqual([]);
});

describe('a question in writing', () => {
  const asked = () => {
    const world = new World('2026-11-24T10:00', [project('P1')]);
    const finding = world.find('P1', 'stalled', 'yellow', '2026-11-24');
    world.until('2026-11-24T11:00');
    world.run();
    return { world, finding };
  };
  const answers = (world: World) => projectAnswers([...world.pages.values()], world.nowMs);

  test('counts as asked when it is answered or its three working days are over, and not before', () => {
    const { world } = asked();
    world.at('2026-11-27T23:59').run();
    expect(answers(world)).toEqual([]);
    world.at('2026-11-28T00:00').run();
    expect(answers(world)).toEqual([{ project: 'P1', asked: 1, inTime: 0 }]);
  });

  test.each([
    ['an explanation in time', '2026-11-27T23:00', 1],
    ['an explanation too late', '2026-11-28T09:00', 0],
  ])('is answered by %s', (_name, time, inTime) => {
    const { world, finding } = asked();
    world.at(time).note(finding.id, 'explained', 'li');
    world.run();
    expect(answers(world)).toEqual([{ project: 'P1', asked: 1, inTime }]);
  });

  test('is answered by work too', () => {
    const { world, finding } = asked();
    world.at('2026-11-26T12:00').end(finding);
    world.run();
    expect(answers(world)).toEqual([{ project: 'P1', asked: 1, inTime: 1 }]);
  });

  test('was none where late readings take the matter back, or where nobody was told', () => {
    const { world, finding } = asked();
    world.at('2026-11-26T12:00').end(finding, 'withdrawn');
    world.run();
    expect(answers(world)).toEqual([]);
    const silent = new World('2026-11-24T10:00', [project('P1')]);
    silent.excused.add('P1');
    silent.find('P1', 'stalled', 'yellow', '2026-11-24');
    silent.until('2026-12-10T11:00');
    expect(answers(silent)).toEqual([]);
  });

  test('keeps the time that the first letter gave, though the level rises', () => {
    const { world } = asked();
    world.at('2026-11-27T10:00').find('P1', 'stalled', 'red', '2026-11-24');
    world.until('2026-11-28T12:00');
    expect(answers(world)).toEqual([{ project: 'P1', asked: 1, inTime: 0 }]);
  });
});
