import { expect, test } from 'vitest';
import { campDay, campShare, stayingIn } from './camp.ts';

const dayMs = 86_400_000;

/** One meter's quarter hours over a day that begins at 0. */
function meter(kw: (hour: number) => number, measured = 1) {
  const kwh = Float64Array.from({ length: 96 }, (_, i) => kw((i + 0.5) / 4) / 4);
  return {
    meter: 'C1',
    startMs: 0,
    kwh,
    measured: new Float64Array(96).fill(measured),
    edits: new Uint16Array(96),
  };
}

const evening = (hour: number) => (hour > 18 && hour < 22 ? 30 : 4);
const atWork = meter(evening);
const waiting = meter((hour) => (hour > 7 && hour < 18 ? 15 : evening(hour)));
const worked = Array.from({ length: 10 }, () => campDay([atWork], 0, dayMs)!);

test('people at work leave their rooms by day, people who wait do not', () => {
  expect(stayingIn(campDay([atWork], 0, dayMs), worked)).toBeCloseTo(0, 9);
  expect(stayingIn(campDay([waiting], 0, dayMs), worked)).toBeGreaterThan(1);
});

test('a camp that is left draws next to nothing', () => {
  expect(campShare(campDay([meter(() => 0.3)], 0, dayMs), worked)).toBeLessThan(0.1);
});

test.each([
  ['no meter', []],
  ['a meter that told half of the day', [meter(evening, 0.5)]],
])('%s says nothing', (_, series) => {
  expect(campDay(series, 0, dayMs)).toBeNull();
});

test('a few working days are too few to compare with', () => {
  expect(stayingIn(campDay([atWork], 0, dayMs), worked.slice(0, 4))).toBeNull();
});
