import { expect, test } from 'vitest';
import { LiangshaiError } from '../../model/error.ts';
import { confounders, mixOf } from './list.ts';
import { during, type Sent, sideBySide } from './side-by-side.ts';

test('every confounder has a name of its own and says in a sentence what one would see', () => {
  expect(new Set(confounders.map(({ name }) => name)).size).toBe(confounders.length);
  for (const { name, about } of confounders) {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(about.length).toBeGreaterThan(20);
  }
});

test('what must not fool a detector is all there', () => {
  const names = confounders.map(({ name }) => name);
  expect(names.length).toBeGreaterThanOrEqual(60);
  for (const asked of [
    'camp-heating',
    'dummy-load',
    'meter-swap',
    'diesel-phase',
    'dead-gateway',
    'typhoon',
  ]) {
    expect(names).toContain(asked);
  }
});

test('an unknown name is refused with all the names there are', () => {
  expect(() => mixOf('camp-heating,warp-drive')).toThrow(LiangshaiError);
  try {
    mixOf('warp-drive');
  } catch (error) {
    expect((error as LiangshaiError).code).toBe('unknown-confounder');
    expect((error as LiangshaiError).hint).toContain('camp-heating');
  }
});

const onSites = confounders.filter(({ lives, loads, counts, tells, link, begins }) => {
  return begins === undefined && (lives ?? loads ?? counts ?? tells ?? link) !== undefined;
});

test.each(onSites.map(({ name }) => name))(
  '%s meets sites when it is asked for, and changes nothing before its first day',
  (name) => {
    const pairs = sideBySide(name, { days: 90 });
    expect(pairs.length).toBeGreaterThan(0);
    for (const pair of pairs) {
      expect(during(pair).length).toBeGreaterThan(0);
      for (let i = 0; i < pair.spell.from - pair.firstDay; i++) {
        const [withIt, without] = [pair.withIt[i]!, pair.without[i]!];
        expect(withIt.happened).toEqual(without.happened);
        expect(withIt.meters.every((each, m) => sameBytes(each.sent, without.meters[m]!.sent))).toBe(true);
      }
    }
  },
);

function sameBytes(a: Sent, b: Sent): boolean {
  const bytes = ({ time, energy, power, voltage }: Sent) =>
    Buffer.concat([time, energy, power, voltage].map((column) => Buffer.from(column.buffer)));
  return a.id === b.id && bytes(a).equals(bytes(b));
}
