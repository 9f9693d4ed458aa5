import { expect, test } from 'vitest';
import type { Site } from '../city/site.ts';
import { isLong, type Spell } from './confounder.ts';
import { during, energy, energyBetween, type KeptDay, sideBySide } from './side-by-side.ts';

const coversStop = (site: Site, spell: Spell) =>
  site.stops.some((stop) => isLong(stop) && stop.from >= spell.from && stop.to <= spell.to);

const stopped = (day: KeptDay) => day.happened.stall === 'stalled' && day.happened.state === 'idle';

test.each([
  'camp-heating',
  'camp-cooling',
  'canteen',
  'dormitory',
  'ev-charging',
  'pumps',
  'fans',
  'lights',
  'cameras',
  'other-tenant',
  'seasonal-swing',
])('%s: a dead site takes more electricity, and none of it is building', (name) => {
  const startDay = name.includes('heating') ? '2026-11-20' : '2026-06-10';
  const pairs = sideBySide(name, { startDay, where: coversStop, days: 150, seed: 21 });
  const days = pairs.flatMap(during).filter(({ withIt }) => stopped(withIt));
  expect(days.length).toBeGreaterThan(3);
  const sum = (which: 'withIt' | 'without') => days.reduce((all, day) => all + energy(day[which]), 0);
  expect(sum('withIt')).toBeGreaterThan(sum('without') * 1.05);
  expect(days.every(({ withIt }) => energy(withIt, 'workKw') === 0)).toBe(true);
});

test('other-tenant: the tenant keeps shop hours and closes on Sunday', () => {
  const days = sideBySide('other-tenant').flatMap(during);
  const more = (from: number, to: number) =>
    days.reduce(
      (all, { withIt, without }) => all + energyBetween(withIt, from, to) - energyBetween(without, from, to),
      0,
    );
  expect(more(10, 18)).toBeGreaterThan(more(0, 8) * 2);
});

test('lights: all the more is burnt in the dark', () => {
  const days = sideBySide('lights').flatMap(during);
  const more = (from: number, to: number) =>
    days.reduce(
      (all, { withIt, without }) => all + energyBetween(withIt, from, to) - energyBetween(without, from, to),
      0,
    );
  expect(more(0, 4)).toBeGreaterThan(more(10, 14) * 5);
});

test('dummy-load: a stopped site takes a flat load, the same at noon, at night and on Sunday', () => {
  const pairs = sideBySide('dummy-load', { days: 150, seed: 21, where: coversStop });
  const days = pairs
    .flatMap(during)
    .filter(({ withIt, without }) => stopped(withIt) && energy(withIt) > energy(without) * 1.2);
  expect(days.length).toBeGreaterThan(5);
  for (const { withIt, without } of days) {
    const added = withIt.meters[0]!.kw.map((kw, step) => kw - without.meters[0]!.kw[step]!);
    const mean = added.reduce((a, b) => a + b) / added.length;
    expect(Math.max(...added)).toBeLessThan(mean * 1.1);
    expect(Math.min(...added)).toBeGreaterThan(mean * 0.9);
  }
});

test('commissioning: on days without a crew there are trials at odd hours all the same', () => {
  const days = sideBySide('commissioning', { days: 100 })
    .flatMap(during)
    .filter(({ withIt }) => withIt.happened.state === 'idle');
  const tried = days.filter(({ withIt, without }) => energy(withIt) > energy(without) + 50).length;
  expect(tried).toBeGreaterThan(0);
  expect(days.every(({ withIt }) => energy(withIt, 'workKw') === 0)).toBe(true);
});

test('trial-production: the line runs on Sundays and while the site stands', () => {
  const days = sideBySide('trial-production')
    .flatMap(during)
    .filter(({ withIt }) => withIt.happened.state === 'idle');
  expect(days.length).toBeGreaterThan(0);
  for (const { withIt, without } of days) expect(energy(withIt)).toBeGreaterThan(energy(without) + 100);
});

test('recorded-week: a stopped site sends a working week again, weekday by weekday, until the true register is back', () => {
  const inStop = (site: Site, spell: Spell) => site.stops.some((stop) => stop.to === spell.to);
  const pairs = sideBySide('recorded-week', { days: 150, seed: 21, where: inStop });
  expect(pairs.length).toBeGreaterThan(0);
  for (const pair of pairs) {
    const { site, spell, firstDay, withIt } = pair;
    const stopFrom = site.stops.find((stop) => stop.to === spell.to)!.from;
    const meterOn = (day: number) => withIt[day - firstDay]?.meters[pair.meter];
    const until = Math.min(spell.to, firstDay + withIt.length - 1);
    for (let day = spell.from; day <= until; day++) {
      const recorded = meterOn(stopFrom - 21 + ((day - stopFrom) % 7));
      const { sent, workKw, meter } = meterOn(day)!;
      expect(Math.max(...workKw)).toBe(0);
      if (recorded === undefined) continue;
      expect(sent.power).toEqual(recorded.kw.map((kw) => kw / meter.multiplier));
      const today = recorded.kw.reduce((sum, kw) => sum + kw / 4, 0) / meter.multiplier;
      const next = day < until ? meterOn(day + 1)!.sent.energy[0]! : null;
      if (next !== null) expect(next - sent.energy[0]!).toBeCloseTo(today, 1);
    }
    const after = meterOn(spell.to + 1);
    if (after) expect(after.sent.energy[0]!).not.toBe(meterOn(spell.to)!.sent.energy[95]!);
  }
});
