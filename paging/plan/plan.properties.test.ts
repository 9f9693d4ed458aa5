import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Page } from '../../store/pages.ts';
import type { Notice } from '../notice.ts';
import { project, World } from './world.fixture.ts';

const projects = ['P1', 'P2', 'P3'];
const levels = ['watch', 'yellow', 'red'] as const;

type Happening = (world: World) => void;

/** What can happen to a city between two runs of the planner. */
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ id: fc.constantFrom(...projects), level: fc.constantFrom(...levels) }).map(
    ({ id, level }): Happening =>
      (world) => {
        world.find(id, 'stalled', level, '2026-11-24');
      },
  ),
  fc.constantFrom(...projects).map(
    (id): Happening =>
      (world) => {
        const finding = world.findings.values().find((one) => one.project === id);
        if (finding) world.end(finding);
      },
  ),
  fc.constantFrom(...projects).map(
    (id): Happening =>
      (world) => {
        const finding = world.findings.values().find((one) => one.project === id);
        if (finding) world.note(finding.id, 'acknowledged', 'zhang');
      },
  ),
  fc.constantFrom('delivered' as const, 'undelivered' as const).map(
    (state): Happening =>
      (world) => {
        world.settle(state);
      },
  ),
  fc.integer({ min: 1, max: 30 }).map(
    (hours): Happening =>
      (world) => {
        world.nowMs += hours * 3_600_000;
      },
  ),
);

test('whatever happens, running the planner twice is running it once', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 25 }), (happenings) => {
      const world = new World(
        '2026-11-24T10:00',
        projects.map((id) => project(id)),
      );
      for (const happen of happenings) {
        happen(world);
        world.run();
        const steps = world.steps.length;
        expect(world.run()).toEqual([]);
        expect(world.steps.length).toBe(steps);
      }
    }),
  );
});

test('whatever happens, nobody is paged twice of a matter that has not risen or come again', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 25 }), (happenings) => {
      const world = new World(
        '2026-11-24T10:00',
        projects.map((id) => project(id)),
      );
      for (const happen of happenings) {
        happen(world);
        world.run();
      }
      const openings = ['opened', 'reopened', 'level'];
      for (const page of world.pages.values()) {
        const paged = [...world.letters.values()]
          .map(({ json }) => JSON.parse(json) as Notice)
          .filter(
            ({ purpose, matters }) => purpose === 'page' && matters.some((one) => one.page === page.id),
          );
        const reasons = world.steps.filter((step) => step.page === page.id && openings.includes(step.what));
        expect(paged.length).toBeLessThanOrEqual(reasons.length);
      }
    }),
  );
});

test('whatever happens, pages that open with their findings are told as those that the planner opens', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 25 }), (happenings) => {
      const [planned, opened] = [0, 1].map(
        () =>
          new World(
            '2026-11-24T10:00',
            projects.map((id) => project(id)),
          ),
      );
      for (const happen of happenings) {
        happen(planned!);
        happen(opened!);
        opened!.openPages();
        expect(opened!.run()).toEqual(planned!.run());
      }
      const life = ({ version: _own, ...page }: Page) => page;
      expect([...opened!.pages.values()].map(life)).toEqual([...planned!.pages.values()].map(life));
    }),
  );
});
