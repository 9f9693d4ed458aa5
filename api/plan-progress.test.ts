import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Investment } from '../model/progress.ts';
import type { Project } from '../model/project.ts';
import { namesOf } from './names.ts';
import { planProgressRows } from './plan-progress.ts';
import { progressSubjects } from './schemas/plan-progress.ts';
import { smallRegistry } from './small-registry.fixture.ts';

const registry = smallRegistry();
const [first] = registry.projects;

const reporting = (investments: Investment[]) => namesOf({ ...registry, investments, plans: [] });

/** Published for Ningbo in 2022: the plan of the year, and what was done by the end of February and of March (万元). */
const planWan = 16_411_700;

function city(projects: number): Project[] {
  const share = Math.floor((planWan * 100) / projects) / 100;
  const rest = Math.round((planWan - share * (projects - 1)) * 100) / 100;
  return Array.from({ length: projects }, (_, i) => ({
    ...first!,
    id: `P${i}`,
    annualPlanWan: i === 0 ? rest : share,
  }));
}

test.each([
  ['2022-02-28', '2022-02', 2_530_000, 15.4, 16.2],
  ['2022-03-31', '2022-03', 4_276_000, 26.05, 24.7],
])(
  'the city’s published figures of %s come out of projects that add up to them',
  (asOf, period, amountWan, done, time) => {
    const projects = city(420);
    const each = Math.floor((amountWan * 100) / 420) / 100;
    const rest = Math.round((amountWan - each * 419) * 100) / 100;
    const investments = projects.map(({ id }, i) => ({
      project: id,
      period,
      amountWan: i === 0 ? rest : each,
    }));
    const [row] = planProgressRows(projects, 'city', asOf, reporting(investments));
    expect(row).toMatchObject({
      subject: { id: '*' },
      projects: 420,
      reported: 420,
      investedWan: amountWan,
      planWan,
    });
    expect(row!.doneShare! * 100).toBeCloseTo(done, 1);
    expect(row!.timeShare * 100).toBeCloseTo(time, 1);
  },
);

test('money adds up to the last 0.01 万元, whatever it is grouped by and in whatever order it was reported', () => {
  const amounts = fc.array(
    fc.record({
      project: fc.constantFrom(...registry.projects.map(({ id }) => id)),
      period: fc.constantFrom('2026-01', '2026-02H1', '2026-02H2', '2026-03'),
      amountWan: fc.nat(1_000_000_000).map((fen) => fen / 100),
    }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(amounts, (investments) => {
      const total = (by: (typeof progressSubjects)[number]) => {
        const rows = planProgressRows(
          registry.projects,
          by,
          '2026-11-24',
          reporting(investments.toReversed()),
        );
        return rows.reduce((sum, row) => sum + Math.round((row.investedWan ?? 0) * 100), 0);
      };
      const parts = progressSubjects.filter((by) => by !== 'county' && by !== 'park');
      const totals = [...parts.map(total), total('county') + total('park')];
      const [whole] = planProgressRows(registry.projects, 'city', '2026-11-24', reporting(investments));
      expect(new Set([...totals, Math.round((whole!.investedWan ?? 0) * 100)]).size).toBe(1);
    }),
  );
});

test('what is invested without a plan is money, but completes nobody’s plan', () => {
  const projects = [first!, { ...first!, id: 'P2', annualPlanWan: null }];
  const investments = [
    { project: 'P1', period: '2026-01', amountWan: 600 },
    { project: 'P2', period: '2026-01', amountWan: 5000 },
  ];
  const [row] = planProgressRows(projects, 'city', '2026-11-24', reporting(investments));
  expect(row).toMatchObject({ investedWan: 5600, planWan: 1200, doneShare: 0.5 });
});

test('whoever is furthest behind comes first, with a light of its own', () => {
  const investments = [
    { project: 'P1', period: '2026-01', amountWan: 1200 },
    { project: 'P2', period: '2026-01', amountWan: 100 },
  ];
  const rows = planProgressRows(registry.projects, 'project', '2026-11-24', reporting(investments));
  expect(rows.map(({ subject, light, reported }) => [subject.id, light, reported])).toEqual([
    ['P2', 'red', 1],
    ['P1', 'green', 1],
    ['P3', null, 0],
    ['P4', null, 0],
  ]);
});
