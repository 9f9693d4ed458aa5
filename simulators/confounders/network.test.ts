import { expect, test } from 'vitest';
import { during, type SideBySide, sideBySide } from './side-by-side.ts';

function sentBy(pair: SideBySide) {
  return during(pair).map(({ withIt, without }) => ({
    happened: withIt.happened,
    sent: withIt.meters[pair.meter]!.sent,
    sound: without.meters[pair.meter]!.sent,
  }));
}

test('lost-gateway: nothing comes, whatever happens on the site', () => {
  const days = sideBySide('lost-gateway').flatMap(sentBy);
  expect(days.every(({ sent }) => sent.time.length === 0)).toBe(true);
  expect(days.some(({ happened }) => happened.state === 'working')).toBe(true);
});

test('late-backlog: history has every reading; only a live link keeps them back', () => {
  for (const pair of sideBySide('late-backlog')) {
    expect(pair.spell.confounder.link).toBe('holds');
    for (const { sent, sound } of sentBy(pair)) expect(sent.energy).toEqual(sound.energy);
  }
});

test('zeros-for-missing: register and power are 0, and no voltage says that the meter lives', () => {
  for (const { sent } of sideBySide('zeros-for-missing').flatMap(sentBy)) {
    expect(sent.energy.every((register) => register === 0)).toBe(true);
    expect(sent.power.every((power) => power === 0)).toBe(true);
    expect(sent.voltage.every(Number.isNaN)).toBe(true);
  }
});

test('dead-gateway: the last register again and again, then the backlog in one step', () => {
  for (const pair of sideBySide('dead-gateway', { where: (site, spell) => spell.to < site.finish })) {
    const days = sentBy(pair);
    const frozen = days[0]!.sent.energy[0]!;
    expect(days.every(({ sent }) => sent.energy.every((register) => register === frozen))).toBe(true);
    const after = pair.withIt[pair.spell.to + 1 - pair.firstDay];
    if (after) expect(after.meters[pair.meter]!.sent.energy[0]!).toBeGreaterThan(frozen);
  }
});

test('estimated: a straight line between two sound registers, without power and voltage', () => {
  for (const { sent, sound } of sideBySide('estimated').flatMap(sentBy)) {
    expect([sent.energy[0], sent.energy[95]]).toEqual([sound.energy[0], sound.energy[95]]);
    const steps = [...sent.energy.subarray(1)].map((register, i) => register - sent.energy[i]!);
    expect(Math.max(...steps) - Math.min(...steps)).toBeLessThan(0.021);
    expect(sent.power.every(Number.isNaN) && sent.voltage.every(Number.isNaN)).toBe(true);
  }
});

test.each(['duplicates', 'replayed'])('%s: some readings come twice, none is new', (name) => {
  const days = sideBySide(name).flatMap(sentBy);
  for (const { sent, sound } of days) {
    const known = new Map([...sound.time].map((time, i) => [time, sound.energy[i]!]));
    expect([...sent.time].every((time, i) => known.get(time) === sent.energy[i])).toBe(true);
    expect(new Set(sent.time).size).toBe(sound.time.length);
  }
  expect(days.some(({ sent, sound }) => sent.time.length > sound.time.length + 10)).toBe(true);
});

test('out-of-order: the same readings in another order', () => {
  for (const { sent, sound } of sideBySide('out-of-order').flatMap(sentBy)) {
    expect(sent.time.toSorted()).toEqual(sound.time);
    expect(sent.time).not.toEqual(sound.time);
  }
});

test('gateway-reboot: up to an hour and a quarter is lost, and the first register after it is 0', () => {
  const days = sideBySide('gateway-reboot').flatMap(sentBy);
  const rebooted = days.filter(({ sent }) => sent.time.length < 96);
  expect(rebooted.length).toBeGreaterThan(0);
  for (const { sent } of rebooted) {
    expect(96 - sent.time.length).toBeLessThanOrEqual(5);
    const zero = sent.energy.indexOf(0);
    expect(sent.time[zero]! - sent.time[zero - 1]!).toBeGreaterThan(15 * 60_000);
  }
});

test('garbage: one reading in twenty never arrives whole', () => {
  const days = sideBySide('garbage').flatMap(sentBy);
  const lost = 1 - days.reduce((sum, { sent }) => sum + sent.time.length, 0) / (days.length * 96);
  expect(lost).toBeGreaterThan(0.03);
  expect(lost).toBeLessThan(0.07);
});
