import { expect, test } from 'vitest';
import { generateCity } from '../city/city.ts';
import { during, energy, energyBetween, type SideBySide, sideBySide } from './side-by-side.ts';

const worked = (pair: SideBySide) =>
  during(pair).filter(({ without }) => without.happened.state === 'working');

test.each([
  ['diesel-phase', 0.14],
  ['efficiency', 0.65],
  ['prefabrication', 0.5],
  ['crane-removed', 0.4],
  ['generator', 0.3],
] as const)('%s: the same work takes %f of the electricity, in the rhythm of the day', (name, factor) => {
  for (const { withIt, without } of sideBySide(name).flatMap(worked)) {
    expect(withIt.happened).toEqual(without.happened);
    expect(energy(withIt, 'workKw')).toBeLessThan(energy(without, 'workKw') * (factor + 0.02));
    expect(energy(withIt, 'workKw')).toBeGreaterThan(0);
  }
});

test('battery: less by day, more at night, a little more in all', () => {
  const days = sideBySide('battery').flatMap(worked);
  const sum = (from: number, to: number, which: 'withIt' | 'without') =>
    days.reduce((all, pair) => all + energyBetween(pair[which], from, to), 0);
  expect(sum(9, 17, 'withIt')).toBeLessThan(sum(9, 17, 'without') * 0.8);
  expect(sum(0, 5, 'withIt')).toBeGreaterThan(sum(0, 5, 'without') * 1.5);
  expect(sum(0, 24, 'withIt')).toBeGreaterThan(sum(0, 24, 'without'));
});

test('pv: a hollow at noon, nothing at night, never below nothing', () => {
  const days = sideBySide('pv').flatMap(during);
  const taken = (from: number, to: number) =>
    days.reduce(
      (all, { withIt, without }) => all + energyBetween(without, from, to) - energyBetween(withIt, from, to),
      0,
    );
  expect(taken(10, 14)).toBeGreaterThan(0);
  expect(taken(0, 4)).toBe(0);
  expect(taken(10, 14)).toBeGreaterThan(taken(6, 8));
});

test('outage: the site is off and its meters are silent', () => {
  for (const { withIt } of sideBySide('outage').flatMap(during)) {
    expect(withIt.happened).toMatchObject({ state: 'off', why: 'outage' });
    expect(withIt.meters.map(({ sent }) => sent.time.length)).toEqual(withIt.meters.map(() => 0));
    for (const { kw } of withIt.meters) expect(Math.max(...kw)).toBe(0);
  }
});

test('load-moved: one meter loses nearly all of its machines to another one, the site as a whole loses nothing', () => {
  for (const pair of sideBySide('load-moved')) {
    const days = worked(pair);
    if (days.length === 0) continue;
    const of = (id: string, which: 'withIt' | 'without') =>
      days.reduce(
        (sum, day) =>
          sum + day[which].meters.find(({ meter }) => meter.id === id)!.workKw.reduce((a, b) => a + b),
        0,
      );
    const moved = pair.site.meters.filter((meter) => meter.moved !== null);
    const loser = moved.find((meter) => meter.moved!.siteShare < meter.siteShare)!;
    const winner = moved.find((meter) => meter.moved!.siteShare > meter.siteShare)!;
    expect(of(loser.id, 'withIt')).toBeLessThan(of(loser.id, 'without') * 0.2);
    expect(of(winner.id, 'withIt')).toBeGreaterThan(of(winner.id, 'without') * 1.2);
  }
});

test('partly-watched: all zones but one fall quiet while people work', () => {
  for (const pair of sideBySide('partly-watched')) {
    for (const { withIt, without } of worked(pair)) {
      expect(withIt.happened.state).toBe('working');
      const [first] = pair.site.meters.filter((meter) => meter.siteShare > 0);
      for (const [i, { meter, workKw }] of withIt.meters.entries()) {
        if (meter.siteShare === 0 || meter.id === first!.id) continue;
        expect(Math.max(...workKw)).toBeLessThanOrEqual(Math.max(...without.meters[i]!.workKw) * 0.11);
      }
    }
  }
});

test('permanent-supply: a new meter with another multiplier takes over, and the registry has both', () => {
  const options = { seed: 11, projects: 40, startDay: '2026-04-01', asOf: '2026-09-01' };
  const city = generateCity({ ...options, with: 'permanent-supply' });
  const [pair] = sideBySide('permanent-supply');
  const meter = pair!.site.meters.find(({ successor }) => successor !== null)!;
  const ids = pair!.withIt.map((day) => day.meters.find((each) => each.meter.id === meter.id)!.sent.id);
  expect(new Set(ids)).toEqual(new Set([meter.id, `${meter.id}-P`]));
  const rows = city.registry.meters.filter(({ id }) => id.endsWith('-P'));
  expect(rows.length).toBeGreaterThan(3);
  for (const row of rows) {
    const before = city.registry.meters.find(({ id }) => id === row.id.slice(0, -2))!;
    expect(before.to! < row.from!).toBe(true);
    expect(row.multiplier).toBe(before.multiplier * 2);
  }
});
