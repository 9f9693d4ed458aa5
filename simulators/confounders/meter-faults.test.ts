import { expect, test } from 'vitest';
import { during, type SideBySide, sideBySide } from './side-by-side.ts';

/** What the reached meter sent on the days of the spell, with and without it. */
function sentBy(pair: SideBySide) {
  return during(pair).map(({ withIt, without }) => {
    const [mine, sound] = [withIt.meters[pair.meter]!, without.meters[pair.meter]!];
    return { meter: mine.meter, sent: mine.sent, sound: sound.sent };
  });
}

const rise = (values: Float64Array) => values[values.length - 1]! - values[0]!;

test('meter-swap: another id and another register from midnight on', () => {
  const [pair] = sideBySide('meter-swap');
  const index = pair!.site.meters.findIndex(({ successor }) => successor !== null);
  const swap = pair!.site.meters[index]!.successor!;
  const before = pair!.withIt[swap.from - pair!.firstDay - 1]!.meters[index]!;
  const after = pair!.withIt[swap.from - pair!.firstDay]!.meters[index]!;
  expect([before.sent.id, after.sent.id]).toEqual([before.meter.id, `${before.meter.id}-2`]);
  expect(after.sent.energy[0]!).toBe(swap.initialKwh);
});

test('rollover: the register begins again at nothing and no energy is lost', () => {
  let rolled = 0;
  for (const pair of sideBySide('rollover', { days: 100 })) {
    for (const [m, { registerMaxKwh, multiplier }] of pair.site.meters.entries()) {
      const days = pair.withIt.map((day) => day.meters[m]!);
      const registers = days.map(({ sent }) => sent.energy[0]!);
      const at = registers.findIndex((register, i) => i > 0 && register < registers[i - 1]!);
      if (at < 0) continue;
      rolled += 1;
      const counted = registers[at]! + registerMaxKwh! - registers[at - 1]!;
      expect(counted).toBeCloseTo((days[at - 1]!.kwh - (days[at - 2]?.kwh ?? 0)) / multiplier, 1);
    }
  }
  expect(rolled).toBeGreaterThan(0);
});

test('reset: the register falls to nothing once and then counts on', () => {
  for (const pair of sideBySide('reset')) {
    const [first, ...rest] = sentBy(pair);
    expect(first!.sent.energy[0]).toBe(0);
    expect(rest.at(-1)!.sent.energy[0]!).toBeCloseTo(
      rest.at(-1)!.sound.energy[0]! - first!.sound.energy[0]!,
      1,
    );
  }
});

test('multiplier-change: twice or half the energy is counted from then on', () => {
  for (const pair of sideBySide('multiplier-change')) {
    const days = sentBy(pair);
    const ratio =
      days.reduce((sum, { sent }) => sum + rise(sent.energy), 0) /
      days.reduce((sum, { sound }) => sum + rise(sound.energy), 0);
    expect(Math.min(Math.abs(ratio - 0.5), Math.abs(ratio - 2))).toBeLessThan(0.05);
  }
});

test('lost-phase: one phase reads 0 V and two thirds of the energy are counted', () => {
  for (const pair of sideBySide('lost-phase')) {
    const days = sentBy(pair);
    expect(days.every(({ sent }) => sent.voltage.every((volts) => volts === 0))).toBe(true);
    const counted = days.reduce((sum, { sent }) => sum + rise(sent.energy), 0);
    const sound = days.reduce((sum, { sound }) => sum + rise(sound.energy), 0);
    expect(Math.abs(counted / sound - 2 / 3)).toBeLessThan(0.05);
  }
});

test.each(['spikes', 'zero-glitch'])('%s: single readings jump, and the next one is sound again', (name) => {
  const days = sideBySide(name).flatMap(sentBy);
  let wrong = 0;
  for (const { sent, sound } of days) {
    sent.energy.forEach((register, i) => {
      if (register !== sound.energy[i]) wrong += 1;
    });
  }
  const all = days.reduce((sum, { sent }) => sum + sent.energy.length, 0);
  expect(wrong).toBeGreaterThan(0);
  expect(wrong / all).toBeLessThan(0.02);
});

test('coarse-steps: whole kilowatt hours only', () => {
  for (const { sent, sound } of sideBySide('coarse-steps').flatMap(sentBy)) {
    expect(sent.energy.every((register, i) => register === Math.floor(sound.energy[i]!))).toBe(true);
  }
});

test('clock-drift: half a minute a day behind, more every day', () => {
  for (const pair of sideBySide('clock-drift')) {
    sentBy(pair).forEach(({ sent, sound }, day) => {
      expect(sound.time[0]! - sent.time[0]!).toBe(day * 31_000);
    });
  }
});

test('zone-drift: every time is eight hours early', () => {
  for (const { sent, sound } of sideBySide('zone-drift').flatMap(sentBy)) {
    expect(sound.time[0]! - sent.time[0]!).toBe(8 * 3_600_000);
    expect(sent.energy[0]).toBe(sound.energy[0]);
  }
});
