import { expect, test } from 'vitest';
import { bulletinFigures } from './figures.ts';
import { days, inputsOf, project, rules } from './inputs.fixture.ts';

const planned = (id: string) => project(id, 'a', { annualPlanWan: 3650 });

test('reports of the period are in time, late or missing, each project by the periods it reports', () => {
  const inputs = inputsOf({
    projects: ['punctual', 'late', 'missing', 'monthly'].map(planned),
    investments: [
      { project: 'punctual', period: '2026-03H1', amountWan: 1 },
      { project: 'late', period: '2026-03H1', amountWan: 1 },
      { project: 'missing', period: '2026-02H2', amountWan: 1 },
      { project: 'monthly', period: '2026-02', amountWan: 1 },
    ],
    reports: [
      ['punctual', '2026-03-16'],
      ['late', '2026-03-17'],
    ].map(([id, on]) => {
      const atMs = Date.parse(`${on}T09:00+08:00`);
      return { project: id!, period: '2026-03H1', firstMs: atMs, lastMs: atMs };
    }),
  });
  const { reports, projects } = bulletinFigures(inputs, rules)(() => true);
  expect(reports).toEqual({ inTime: 1, late: 1, missing: 1 });
  expect(projects).toBe(4);
});

test('a report that can still come in time is not missing', () => {
  const inputs = inputsOf({
    asOfMs: Date.parse('2026-03-16T23:00+08:00'),
    projects: [planned('P')],
    investments: [{ project: 'P', period: '2026-02H2', amountWan: 1 }],
  });
  expect(bulletinFigures(inputs, rules)(() => true).reports).toEqual({ inTime: 0, late: 0, missing: 0 });
});

test('projects are counted by what they did last; those that are not in construction only as projects', () => {
  const inputs = inputsOf({
    projects: [...['w', 'i', 'o', 'u', 'e'].map(planned), project('done', 'a', { stage: 'completed' })],
    days: [days('w', 'iW'), days('i', 'Wi'), days('o', 'Wo'), days('u', '??'), days('e', 'ee')].flat(),
  });
  expect(bulletinFigures(inputs, rules)(() => true)).toMatchObject({
    projects: 6,
    working: 1,
    idle: 1,
    off: 1,
    unknown: 1,
    excused: 1,
    workingShare: 0.5,
  });
});

test.each([
  ['2022-02H2', '2022-02-28', 2_530_000, 15.4, 16.2],
  ['2022-03H2', '2022-03-31', 4_276_000, 26.05, 24.7],
])(
  'the figures published for Ningbo at the end of %s come out of 420 projects',
  (period, asOf, done, share, time) => {
    const each = (wan: number, i: number) =>
      Math.floor((wan * 100) / 420) / 100 + (i === 0 ? Math.round(wan * 100) % 420 : 0) / 100;
    const projects = Array.from({ length: 420 }, (_, i) =>
      project(`P${i}`, `d${i % 16}`, { annualPlanWan: each(16_411_700, i) }),
    );
    const investments = projects.map(({ id }, i) => ({ project: id, period, amountWan: each(done, i) }));
    const inputs = inputsOf({ period, asOfMs: Date.parse(`${asOf}T23:00+08:00`), projects, investments });
    const figures = bulletinFigures(inputs, rules)(() => true);
    expect([figures.investedWan, figures.planWan]).toEqual([done, 16_411_700]);
    expect(100 * figures.doneShare!).toBeCloseTo(share, 1);
    expect(100 * figures.timeShare).toBeCloseTo(time, 1);
  },
);
