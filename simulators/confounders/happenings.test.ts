import { expect, test } from 'vitest';
import { generateCity } from '../city/city.ts';
import { dayText } from '../surroundings/days.ts';
import { during, energy, energyBetween, sideBySide } from './side-by-side.ts';

test.each(['curing', 'settling', 'inspection'])(
  '%s: nobody builds for a few days, and nobody is held to it',
  (name) => {
    const pairs = sideBySide(name);
    for (const pair of pairs) {
      const days = during(pair);
      expect(days.length).toBeLessThanOrEqual(6);
      for (const { withIt } of days) {
        expect(withIt.happened.state).not.toBe('working');
        expect(withIt.happened.stall).toBe('');
        expect(energy(withIt, 'workKw')).toBe(0);
      }
    }
    expect(pairs.flatMap(during).some(({ withIt }) => withIt.happened.why === name)).toBe(true);
  },
);

test.each(['cutter-change', 'breakthrough', 'tbm-removed'])(
  '%s: the shield stands and most of the load is gone, but people work',
  (name) => {
    const pairs = sideBySide(name, { seed: 3, days: 110 });
    const days = pairs
      .flatMap(during)
      .filter(
        ({ without }) => without.happened.phase === 'tunnelling' && without.happened.state === 'working',
      );
    expect(days.length).toBeGreaterThan(0);
    for (const { withIt, without } of days) {
      expect(withIt.happened.state).toBe('working');
      expect(energy(withIt)).toBeLessThan(energy(without) * 0.35);
    }
  },
);

test('ring-building: on some days the shield stands, on others it drives', () => {
  const days = sideBySide('ring-building', { seed: 3 })
    .flatMap(during)
    .filter(({ without }) => without.happened.phase === 'tunnelling' && without.happened.state === 'working');
  const standing = days.filter(({ withIt, without }) => energy(withIt) < energy(without) * 0.35).length;
  expect(standing).toBeGreaterThan(0);
  expect(standing).toBeLessThan(days.length);
});

test('night-shift: the work of the day is done at night', () => {
  const days = sideBySide('night-shift', { startDay: '2026-07-01' })
    .flatMap(during)
    .filter(({ withIt }) => withIt.happened.state === 'working');
  const sum = (from: number, to: number, which: 'withIt' | 'without') =>
    days.reduce((all, pair) => all + energyBetween(pair[which], from, to), 0);
  expect(sum(8, 16, 'withIt')).toBeLessThan(sum(8, 16, 'without') * 0.6);
  expect(sum(20, 24, 'withIt')).toBeGreaterThan(sum(20, 24, 'without') * 1.5);
});

test('slow-crew: half the work is left, and it is work', () => {
  for (const { withIt, without } of sideBySide('slow-crew').flatMap(during)) {
    if (without.happened.state !== 'working') continue;
    expect(withIt.happened.state).toBe('working');
    expect(withIt.happened.crew).toBeCloseTo(without.happened.crew * 0.45, 6);
  }
});

test('new-project: the first crew comes within the first weeks of the readings', () => {
  const pairs = sideBySide('new-project');
  for (const { site, firstDay, withIt } of pairs) {
    expect(site.start - firstDay).toBeGreaterThanOrEqual(3);
    expect(site.start - firstDay).toBeLessThanOrEqual(40);
    expect(withIt[0]!.happened.why).toBe('not-started');
    expect(withIt.some(({ happened }) => happened.state === 'working')).toBe(true);
  }
});

test.each(['completion', 'handover'])(
  '%s: the site is handed over, its load ends, and that is no stall',
  (name) => {
    const [pair] = sideBySide(name, { days: 160, where: (site) => site.stops.length === 0 });
    const { site, firstDay, withIt } = pair!;
    const after = withIt.slice(site.finish - firstDay);
    expect(after.length).toBeGreaterThan(30);
    expect(after.every(({ happened }) => happened.why === 'completed' && happened.stall === '')).toBe(true);
    expect(energy(after[28]!)).toBe(0);
  },
);

test('handover: in the last five weeks less than half of the crew is left', () => {
  const [pair] = sideBySide('handover', { days: 160, where: (site) => site.stops.length === 0 });
  const { site, firstDay, withIt } = pair!;
  const crew = (from: number, to: number) =>
    Math.max(
      ...withIt
        .slice(site.finish - firstDay + from, site.finish - firstDay + to)
        .map((day) => day.happened.crew),
    );
  expect(crew(-30, 0)).toBeLessThan(crew(-60, -36) * 0.75);
});

test.each(['archaeology', 'land', 'policy'])('%s: the site stands with a paper in the registry', (name) => {
  const city = generateCity({
    seed: 11,
    projects: 60,
    startDay: '2026-04-01',
    asOf: '2026-09-01',
    with: name,
  });
  const stopped = city.sites.filter((site) =>
    site.stops.some((stop) => stop.cause === name && stop.approved),
  );
  expect(stopped.length).toBeGreaterThan(3);
  for (const site of stopped) {
    const stop = site.stops.find((each) => each.cause === name && each.approved)!;
    if (stop.from > city.firstDay + 150 || stop.to < city.firstDay) continue;
    const rows = city.registry.suspensions.filter(({ project }) => project === site.id);
    expect(rows).toContainEqual(expect.objectContaining({ from: dayText(stop.from), to: dayText(stop.to) }));
  }
});

test('structure-to-fit-out: within weeks the cranes go, and people inside take half of the electricity', () => {
  const pairs = sideBySide('structure-to-fit-out', { days: 120 });
  expect(pairs.length).toBeGreaterThan(0);
  for (const { withIt } of pairs) {
    const mean = (phase: string) => {
      const days = withIt.filter(({ happened }) => happened.state === 'working' && happened.phase === phase);
      expect(days.length).toBeGreaterThan(10);
      return days.reduce((sum, day) => sum + energy(day, 'workKw') / day.happened.crew, 0) / days.length;
    };
    expect(mean('fit-out')).toBeLessThan(mean('structure') * 0.75);
  }
});
