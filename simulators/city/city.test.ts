import { expect, test } from 'vitest';
import { Meter } from '../../model/meter.ts';
import { Department, District } from '../../model/organisation.ts';
import { Investment, Milestone, PlannedInvestment } from '../../model/progress.ts';
import { Project } from '../../model/project.ts';
import { Suspension } from '../../model/suspension.ts';
import { apportion } from './amounts.ts';
import { type CityOptions, generateCity } from './city.ts';
import { areas } from './places.ts';

const options: CityOptions = { seed: 1, projects: 420, startDay: '2026-09-25', asOf: '2026-11-24' };
const city = generateCity(options);
const { registry } = city;
const hundredths = (amounts: readonly (number | null)[]) =>
  amounts.reduce<number>((sum, amount) => sum + Math.round(amount! * 100), 0);

test('420 projects add up to the published totals of 2022 to the last hundredth of 万元', () => {
  expect(hundredths(registry.projects.map((each) => each.totalInvestmentWan))).toBe(11_123_390_000);
  expect(hundredths(registry.projects.map((each) => each.annualPlanWan))).toBe(1_641_170_000);
  expect(registry.projects.every((each) => each.annualPlanWan! <= each.totalInvestmentWan!)).toBe(true);
});

test('an amount is split without losing or making a hundredth, and everybody gets something', () => {
  expect(apportion(10, [1, 1, 1])).toEqual([3.34, 3.33, 3.33]);
  expect(apportion(1, [1e9, 1, 1])).toEqual([0.98, 0.01, 0.01]);
});

test.each(['none', 'everyday', 'all'])(
  'with %s every row of the registry is sound, and every reference leads somewhere',
  (mix) => {
    const { registry } = generateCity({ ...options, projects: 60, with: mix });
    const tables = [
      [District, registry.districts],
      [Department, registry.departments],
      [Project, registry.projects],
      [Meter, registry.meters],
      [Suspension, registry.suspensions],
      [Investment, registry.investments],
      [Milestone, registry.milestones],
      [PlannedInvestment, registry.plans],
    ] as const;
    for (const [schema, rows] of tables) for (const row of rows) schema.parse(row);
    const ids = (rows: readonly { id: string }[]) => new Set(rows.map(({ id }) => id));
    const projects = ids(registry.projects);
    expect(projects.size).toBe(60);
    expect(ids(registry.meters).size).toBe(registry.meters.length);
    for (const each of registry.projects) {
      expect(ids(registry.districts)).toContain(each.district);
      expect(ids(registry.departments)).toContain(each.department);
    }
    for (const each of [
      ...registry.meters,
      ...registry.investments,
      ...registry.milestones,
      ...registry.plans,
    ]) {
      expect(projects).toContain(each.project);
    }
  },
);

test('ten counties and six parks, one to six meters a project, names that are all different', () => {
  expect(registry.districts.filter(({ kind }) => kind === 'county')).toHaveLength(10);
  expect(registry.districts.filter(({ kind }) => kind === 'park')).toHaveLength(6);
  const counts = Object.values(Object.groupBy(registry.meters, ({ project }) => project)).map(
    (each) => each!.length,
  );
  expect(Math.min(...counts)).toBe(1);
  expect(Math.max(...counts)).toBe(6);
  expect(registry.meters.length).toBeGreaterThan(1150);
  expect(registry.meters.length).toBeLessThan(1400);
  expect(new Set(registry.projects.map(({ name }) => name)).size).toBe(420);
});

test('every project stands within two kilometres of a town of its district', () => {
  for (const project of registry.projects) {
    const area = areas.find(({ district }) => district.id === project.district)!;
    const nearest = Math.min(
      ...area.places.map((place) =>
        Math.hypot((project.longitude! - place.longitude) * 96.5, (project.latitude! - place.latitude) * 111),
      ),
    );
    expect(nearest).toBeLessThan(2);
  }
});

test('ports are built by the sea: none on a lake or in the middle of the city', () => {
  const inland = new Set(['haishu', 'jiangbei', 'yinzhou', 'yuyao', 'gaoxin', 'baoshui', 'dongqianhu']);
  const ports = registry.projects.filter(({ category }) => category === 'port');
  expect(ports.length).toBeGreaterThan(8);
  expect(ports.filter(({ district }) => inland.has(district))).toEqual([]);
});

test('the same options give the same city, byte for byte; another seed another one', () => {
  const text = (more: Partial<CityOptions>) =>
    JSON.stringify(generateCity({ ...options, projects: 100, with: 'all', ...more }).registry);
  expect(text({})).toBe(text({}));
  expect(text({ seed: 2 })).not.toBe(text({}));
});

test('a later day knows the same projects and meters, and more reports', () => {
  const later = generateCity({ ...options, asOf: '2026-12-20' }).registry;
  const fixed = (each: typeof registry) => each.projects.map(({ stage: _, ...rest }) => rest);
  expect(fixed(later)).toEqual(fixed(registry));
  expect(later.meters).toEqual(registry.meters);
  expect(later.investments.length).toBeGreaterThan(registry.investments.length);
});

test('another start day moves the same city in time: names, money and meters stay', () => {
  const moved = generateCity({ ...options, startDay: '2024-02-01', asOf: '2024-04-01' }).registry;
  const names = (each: typeof registry) =>
    each.projects.map(({ id, name, totalInvestmentWan }) => [id, name, totalInvestmentWan]);
  expect(names(moved)).toEqual(names(registry));
  expect(moved.meters.map(({ id }) => id)).toEqual(registry.meters.map(({ id }) => id));
});

test('of the money planned for the year about as much is reported as of the year has gone', () => {
  const reported = hundredths(registry.investments.map(({ amountWan }) => amountWan)) / 1_641_170_000;
  expect(reported).toBeGreaterThan(0.78);
  expect(reported).toBeLessThan(1);
});

test('the first gateway speaks for every meter, the others for those of one site', () => {
  const [all, ...onSites] = city.gateways;
  expect(all!.meters).toEqual(registry.meters.map(({ id }) => id));
  for (const gateway of onSites) {
    expect(new Set(gateway.meters.map((id) => id.split('-')[0]))).toEqual(new Set([gateway.id.slice(3)]));
  }
});
